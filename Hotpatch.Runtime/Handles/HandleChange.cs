using Hotpatch.Gates;
using Hotpatch.Woven;

namespace Hotpatch.Handles;

/// <summary>A change of what one handle's method runs, that can be undone.</summary>
/// <param name="handle">The handle.</param>
/// <param name="edit">The change.</param>
internal sealed class HandleChange(PatchHandle handle, StackEdit edit) : IMemberChange
{
    private readonly Composer _composer = new(handle, edit);
    private Composer.Composition? _prepared;
    private Composer.Composition? _made;

    public IEnumerable<string> Names => [handle.Name];

    public Gate? Gate => handle.Gate;

    public Transition? Transition => Gate is { } gate ? new Transition([gate], this) : null;

    public IEnumerable<ChangeLock> Locks => [handle.Lock];

    public void Prepare()
    {
        handle.AwaitSlot();
        _prepared = _composer.Compose(handle.State, mayCall: true);
    }

    public void Prepare(ExpectedStates expected)
    {
        handle.AwaitSlot();
        _prepared = _composer.Compose(expected[handle], mayCall: true);
        expected[handle] = _prepared.After;
    }

    public void Make()
    {
        lock (handle.Lock)
        {
            var composition = _prepared?.Before == handle.State ? _prepared : _composer.Compose(handle.State, mayCall: false);
            handle.Commit(composition.After);
            _made = composition;
            foreach (var (layer, failure) in composition.Dropped)
                layer.PublicOf(handle).Failure = failure;
        }
    }

    public void Undo()
    {
        if (_made is not { } made)
            return;

        _made = null;
        lock (handle.Lock)
        {
            foreach (var (layer, _) in made.Dropped)
                layer.PublicOf(handle).Failure = null;

            if (handle.State == made.After)
            {
                handle.Commit(made.Before);
                return;
            }
        }

        // Something that waits for nothing has come since; then this change has no gate closed.
        ChangeRun.Force(new HandleChange(handle, StackEdit.PutBack(made.Before, made.After)));
    }

    public void Tell()
    {
        if (_made is { } made)
            handle.RaiseChanged(made.Before.Running, made.After.Running);
    }
}
