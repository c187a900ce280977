using Hotpatch.Hosting.Control.Protocol;
using Hotpatch.Hosting.Control.Values;

namespace Hotpatch.Hosting.Control.Commands;

/// <summary>One call of a trace. Thread safe.</summary>
internal sealed class TraceNode
{
    private const int MostNodes = 2000;

    private readonly List<TraceNode> _calls = [];
    private readonly PatchHandle _handle;
    private readonly TraceNode _root;
    private readonly int _depth;
    private TimeSpan? _duration;
    private Exception? _exception;
    private long _leftOut;
    private int _nodes;

    public TraceNode(PatchHandle handle, TraceNode? parent)
        => (_handle, Parent, _root, _depth) = (handle, parent, parent?._root ?? this, parent is null ? 0 : parent._depth + 1);

    public TraceNode? Parent { get; }

    /// <summary>Gets or sets whether the call has returned a task.</summary>
    public bool IsLeft { get; set; }

    /// <summary>Gets whether the call at the root has ended.</summary>
    public bool IsTreeOver
    {
        get
        {
            lock (_root._calls)
                return _root._duration is not null;
        }
    }

    /// <summary>Adds a call below this one; null if there are too many, or if it lies too deep.</summary>
    public TraceNode? Add(PatchHandle handle, int depth)
    {
        if (_depth >= depth || Interlocked.Increment(ref _root._nodes) > MostNodes)
        {
            Interlocked.Increment(ref _leftOut);
            return null;
        }

        var node = new TraceNode(handle, this);
        lock (_calls)
            _calls.Add(node);

        return node;
    }

    public void End(TimeSpan duration, Exception? exception)
    {
        lock (_calls)
            (_duration, _exception) = (duration, exception);
    }

    /// <summary>Describes the call and those below it.</summary>
    public TraceDescription Describe()
    {
        TraceNode[] calls;
        TimeSpan? duration;
        Exception? exception;
        lock (_calls)
            (calls, duration, exception) = ([.. _calls], _duration, _exception);

        var below = calls.Select(call => call.Describe()).ToArray();
        var milliseconds = duration?.TotalMilliseconds;

        // Calls below may run at the same time, or go on when this one has ended.
        double? own = milliseconds is { } all ? Math.Max(0, all - below.Sum(call => call.Milliseconds ?? 0)) : null;
        return new(
            _handle.Name, milliseconds, own, exception is null ? null : ValueText.Of(exception, 0, static _ => false), below, Interlocked.Read(ref _leftOut));
    }
}
