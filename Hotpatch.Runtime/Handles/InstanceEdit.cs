using Hotpatch.Routers;

namespace Hotpatch.Handles;

/// <summary>The edits that begin and end the patch of one instance.</summary>
internal static class InstanceEdit
{
    /// <summary>Adds a target for an instance.</summary>
    /// <param name="handle">The handle.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="patch">The patch, which learns where its target is.</param>
    /// <param name="target">The target.</param>
    internal sealed class Adding(PatchHandle handle, object instance, InstancePatch patch, Delegate target) : StackEdit(isAdding: true)
    {
        private InstanceEntry? _entry;
        private InstanceEntry? _new;

        public override void Apply(StackDraft draft)
        {
            _entry = draft.Layers.OfType<InstanceEntry>().FirstOrDefault();
            if (_entry is null)
                draft.Exchange(ended: null, _entry = _new ??= new InstanceEntry(handle));
        }

        public override void Commit()
        {
            var targets = _entry!.Of(instance);
            targets.Add(patch, target);
            _entry.Count++;
            patch.Begin(_entry, targets);
        }

        public override void Undo() => patch.Remove();
    }

    /// <summary>Removes targets.</summary>
    /// <param name="entry">The entry that has them.</param>
    /// <param name="patch">The patch to remove; null if the instance was collected.</param>
    /// <param name="number">If the instance was collected, how many targets it had.</param>
    internal sealed class Removing(InstanceEntry entry, InstancePatch? patch, int number = 0) : StackEdit(isAdding: false)
    {
        public override void Apply(StackDraft draft)
        {
            // A patch whose instance was collected is not counted any more.
            var removed = patch is null ? number : patch.IsHeld ? 1 : 0;
            if (removed > 0 && entry.Count <= removed)
                draft.Exchange(entry, begun: null);
        }

        public override void Commit()
        {
            if (patch is null)
                entry.Count -= number;
            else
                patch.Remove();
        }
    }
}
