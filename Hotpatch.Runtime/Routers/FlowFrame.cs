using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Hotpatch.Routers;

/// <summary>
/// One flow patch of one method, or of all instantiations of a generic one: calls in the <see cref="ExecutionContext"/> flow that began it run its
/// target. Frames of a flow form a chain.
/// </summary>
/// <remarks>
/// A frame is begun by one thread. After that, any flow to which the chain was handed on reads it, and any thread can end it: its targets
/// are the only mutable part that calls read.
/// </remarks>
/// <param name="method">Identifies the method: the same object for all frames of one method. For several methods, an object of their own.</param>
internal sealed class FlowFrame(object method)
{
    private static readonly AsyncLocal<FlowFrame?> Innermost = new();

    private static readonly Action OfSeveral = static () => { };

    // Not null from the beginning of the frame to its end.
    private volatile Delegate? _target;
    private volatile ConcurrentDictionary<object, Delegate>? _targets;
    private FlowFrame? _outer;
    private long _runs;

    /// <summary>Gets about how many calls have run the target: calls at one moment can be lost.</summary>
    public long Runs => Volatile.Read(ref _runs);

    /// <summary>Returns whether the current flow has a target for a method.</summary>
    public static bool Has(object method) => Find(Innermost.Value, method, isCall: false) is not null;

    /// <summary>Returns the innermost target of the current flow for a call of a method, and counts the call; null if there is none.</summary>
    public static Delegate? Pick(object method) => Innermost.Value is { } frame ? Find(frame, method, isCall: true) : null;

    /// <summary>
    /// Returns the target that a call inside this frame's target runs next, and counts the call; null if no frame farther out has one.
    /// </summary>
    /// <param name="other">Identifies the method of the call.</param>
    public Delegate? PickOuter(object other) => Find(_outer, other, isCall: true);

    /// <summary>Returns the target of calls of a method in the flow; null if there is none, before the frame begins, and after it has ended.</summary>
    public Delegate? TargetOf(object other)
        => _target is not { } target ? null
            : IsOf(other) ? target
            : _targets is { } targets && targets.TryGetValue(other, out var one) ? one : null;

    /// <summary>Adds a target to a frame of several methods, before or after it begins.</summary>
    public void Add(object other, Delegate target)
    {
        var targets = _targets ?? Interlocked.CompareExchange(ref _targets, new(), null) ?? _targets;
        targets![other] = target;
    }

    /// <summary>Removes the target of a method from a frame of several.</summary>
    public void Remove(object other) => _targets?.TryRemove(other, out _);

    /// <summary>Begins a frame of several methods in the current flow.</summary>
    public void Begin() => Begin(OfSeveral);

    /// <summary>Begins the frame in the current flow.</summary>
    public void Begin(Delegate target)
    {
        _outer = Live(Innermost.Value);
        _outer?.DropEnded();
        _target = target;
        Innermost.Value = this;
    }

    /// <summary>
    /// Ends the frame for all flows that have it, from any flow and any thread. If it is the current flow's innermost one, the flow forgets it.
    /// </summary>
    public void End()
    {
        _target = null;
        _targets = null;
        if (Innermost.Value is { } innermost && innermost._target is null)
            Innermost.Value = Live(innermost);
    }

    // Each call of a method that is patched in any flow comes by here: a frame of several methods is looked into elsewhere.
    private static Delegate? Find(FlowFrame? frame, object method, bool isCall)
    {
        for (; frame is not null; frame = frame._outer)
        {
            var target = frame.IsOf(method) ? frame._target : frame._targets is null ? null : frame.TargetOfSeveral(method);
            if (target is not null)
            {
                if (isCall)
                    frame._runs++;

                return target;
            }
        }

        return null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Delegate? TargetOfSeveral(object other) => TargetOf(other);

    /// <summary>Returns the innermost frame that has not ended, so that a long flow doesn't keep those that have.</summary>
    private static FlowFrame? Live(FlowFrame? frame)
    {
        while (frame is { _target: null })
            frame = frame._outer;

        return frame;
    }

    /// <summary>Forgets the frames right behind this one that have ended. Frames never come back, so any thread may do that at any time.</summary>
    private void DropEnded()
    {
        if (_outer is { _target: null } ended)
            _outer = Live(ended);
    }

    private bool IsOf(object other) => ReferenceEquals(method, other);
}
