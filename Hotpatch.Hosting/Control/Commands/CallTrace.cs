namespace Hotpatch.Hosting.Control.Commands;

/// <summary>Builds the trees of calls below the calls of one method, as observers tell of them. Thread safe.</summary>
/// <param name="root">The method at the root.</param>
/// <param name="depth">How many levels below the root are seen.</param>
/// <param name="onEnded">Gets a root when it has ended.</param>
internal sealed class CallTrace(PatchHandle root, int depth, Action<TraceNode> onEnded)
{
    // The innermost traced call that runs in a flow. A task goes on in the flow of its call, and its caller in that of its own.
    private readonly AsyncLocal<TraceNode?> _current = new();

    public void Begun(ObservedCall call)
    {
        // Work that outlives the root is none of its tree.
        var parent = _current.Value is { IsTreeOver: false } running ? running : null;
        var node = parent is not null ? parent.Add(call.Handle, depth) : call.Handle == root ? new TraceNode(call.Handle, parent: null) : null;
        if (node is null)
            return;

        call.State = node;
        _current.Value = node;
    }

    /// <summary>The call has returned a task: what its caller does now is not below it.</summary>
    public void Returned(ObservedCall call)
    {
        if (call.State is not TraceNode node)
            return;

        node.IsLeft = true;
        _current.Value = node.Parent;
    }

    public void Ended(ObservedCall call)
    {
        if (call.State is not TraceNode node)
            return;

        if (!node.IsLeft)
            _current.Value = node.Parent;

        node.End(call.Duration, call.Exception);
        if (node.Parent is null)
            onEnded(node);
    }
}
