using Hotpatch.Gates;
using Hotpatch.Handles;
using Hotpatch.Sets;

namespace Hotpatch.Lookup;

/// <summary>Removes all patches of one owner, in one step.</summary>
internal static class OwnerRemoval
{
    /// <summary>Removes the patches, and waits for running calls.</summary>
    /// <returns>How many patches there were.</returns>
    public static int Run(string owner, Patience patience)
    {
        var removed = 0;
        while (true)
        {
            var handles = UsedHandles.WithEntries.ToArray();
            var (change, count) = Change(owner, handles);
            foreach (var patch in handles.SelectMany(InstancesOrFlows).Concat(GenericFlows).Where(patch => IsOf(patch, owner)))
            {
                patch.Dispose();
                removed++;
            }

            removed += EndLooks(owner, handles);
            if (count == 0)
                return removed;

            ChangeRun.Run(change, patience);
            removed += count;
            change.Tell();
        }
    }

    private static (SetChange Change, int Count) Change(string owner, IEnumerable<PatchHandle> handles)
    {
        var members = new List<IMemberChange>();
        var made = new HashSet<StackEntry>();
        var count = 0;
        foreach (var generic in WovenAssembly.Used.SelectMany(woven => woven.UsedGenericHandles).Distinct())
        {
            foreach (var factory in generic.State.Factories.Where(factory => factory.Patches && IsOf(factory.Owner, owner)))
            {
                members.Add(new GenericChange(generic, factory, begun: null));
                made.UnionWith(generic.GivenBy(factory).Select(given => given.Entry).OfType<StackEntry>());
                count++;
            }
        }

        foreach (var handle in handles)
        {
            var entries = handle.State.Entries.Where(entry => IsOf(entry.Owner, owner) && !made.Contains(entry) && !OnlyLooks(entry)).ToArray();
            if (entries.Length > 0)
                members.Add(new HandleChange(handle, StackEdit.Exchange(entries.Select(entry => ((StackEntry?)entry, (StackEntry?)null)).ToArray())));

            count += entries.Length;
        }

        return (new SetChange(members), count);
    }

    /// <summary>Ends observers and shadows, which wait for no running call.</summary>
    private static int EndLooks(string owner, IEnumerable<PatchHandle> handles)
    {
        var ended = 0;
        foreach (var generic in WovenAssembly.Used.SelectMany(woven => woven.UsedGenericHandles).Distinct())
        {
            foreach (var factory in generic.State.Factories.Where(factory => factory.OnlyLooks && IsOf(factory.Owner, owner)))
            {
                generic.EndAtOnce(factory);
                ended++;
            }
        }

        foreach (var handle in handles)
        {
            foreach (var entry in handle.State.Entries.Where(entry => OnlyLooks(entry) && IsOf(entry.Owner, owner)))
            {
                handle.ChangeQuietly(StackEdit.End(entry));
                ended++;
            }
        }

        return ended;
    }

    private static bool OnlyLooks(StackEntry entry) => entry.Kind is PatchKind.Observer or PatchKind.Shadow;

    private static IEnumerable<IDisposable> GenericFlows
        => WovenAssembly.Used.SelectMany(woven => woven.UsedGenericHandles).Distinct().SelectMany(generic => generic.State.Factories).Select(factory => factory.Flow).OfType<IDisposable>();

    private static IEnumerable<IDisposable> InstancesOrFlows(PatchHandle handle)
        => ((IEnumerable<IDisposable>?)handle.FlowOrNull?.Patches.Where(flow => !flow.IsPart) ?? []).Concat(handle.State.InstancePatches.Select(instance => instance.Patch));

    private static bool IsOf(IDisposable patch, string owner) => IsOf(patch switch { FlowPatch flow => flow.Owner, GenericFlowPatch flows => flows.Owner, _ => ((InstancePatch)patch).Owner }, owner);

    private static bool IsOf(string? name, string owner) => string.Equals(name, owner, StringComparison.Ordinal);
}
