using Hotpatch.Gates;
using Hotpatch.Woven;

namespace Hotpatch.Handles;

/// <summary>A change of one handle's state, such as a patch. It can be undone and reversed.</summary>
internal sealed class HandleChange : IMemberChange
{
    private readonly PatchHandle _handle;
    private readonly StackEdit _edit;
    private readonly Composer _composer;
    private Composer.Composition? _prepared;
    private Composer.Composition? _made;
    private HandleChange? _unsettled;

    /// <param name="handle">The handle.</param>
    /// <param name="edit">The edit to apply to the handle's state.</param>
    public HandleChange(PatchHandle handle, StackEdit edit)
        : this(handle, edit, [])
    {
    }

    private HandleChange(PatchHandle handle, StackEdit edit, IReadOnlyList<HandleState.AppliedLayer> known)
        => (_handle, _edit, _composer) = (handle, edit, new Composer(handle, edit, known));

    public IEnumerable<string> Names => new[] { _handle.Name };

    public Gate? Gate => _handle.Gate;

    public Transition? CreateTransition() => Gate is { } gate ? new Transition(new[] { gate }, this) : null;

    public IEnumerable<ChangeLock> Locks => new[] { _handle.Lock };

    public void Prepare()
    {
        Begin();
        _prepared = _composer.Compose(_handle.State, mayCall: true);
    }

    public void Prepare(ExpectedStates expected)
    {
        Begin();
        _prepared = _composer.Compose(expected[_handle], mayCall: true);
        expected[_handle] = _prepared.After;
    }

    public void Make()
    {
        lock (_handle.Lock)
        {
            var composition = _prepared?.Before == _handle.State ? _prepared : _composer.Compose(_handle.State, mayCall: false);

            // First what the edit counts: another thread that sees the new state must see it too, since edits decide by both.
            _edit.Commit();
            try
            {
                _handle.Commit(composition.After);
            }
            catch
            {
                _edit.Undo();
                throw;
            }

            _made = composition;
            foreach (var (layer, failure) in composition.Dropped)
                layer.PublicOf(_handle).Failure = failure;
        }
    }

    public void Undo()
    {
        if (_made is not { } made)
            return;

        using (HeldLock.Of(_handle.Lock))
        {
            _edit.Undo();
            foreach (var (layer, _) in made.Dropped)
                layer.PublicOf(_handle).Failure = null;

            // If a change that doesn't wait was made since, wrappers may have to run, which is not allowed under the lock: Settle finishes the undo.
            if (_handle.State == made.After)
                _handle.Commit(made.Before);
            else
                _unsettled = Reverse(made);
        }

        _made = null;
    }

    public void Settle()
    {
        if (_unsettled is not { } unsettled)
            return;

        _unsettled = null;
        ChangeRun.Force(unsettled);
    }

    public IMemberChange Reverse()
        => Reverse(_made ?? throw new InvalidOperationException("The change can't be reversed, because it has not been made."));

    public void Tell()
    {
        if (_made is { } made)
            _handle.RaiseChanged(made.Before.Observed, made.After.Observed);
    }

    private void Begin()
    {
        if (_edit.IsAdding)
            HotReload.ThrowIfReplaced(_handle);

        _handle.AwaitSlot();
    }

    private HandleChange Reverse(Composer.Composition made) => new(_handle, StackEdit.PutBack(made.Before, made.After), made.Before.Layers);
}
