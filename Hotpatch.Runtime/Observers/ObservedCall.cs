using System.Reflection;
using Hotpatch.Observers;

namespace Hotpatch;

/// <summary>A call that an observer sees. Values are boxed when they are read.</summary>
/// <remarks>
/// <para>
/// Which parts can be read depends on <see cref="ObserveOptions.Parts"/>. The call can be kept and read later, on any thread; it then keeps its
/// arguments and its result in memory. Arguments are kept by reference: an object that changes later is seen as it is then.
/// </para>
/// <para>A value that can't be an object, such as a <c>Span&lt;int&gt;</c> or a pointer, is shown as the text of its type.</para>
/// </remarks>
public readonly struct ObservedCall
{
    private readonly ObserverPlan _plan;
    private readonly CallRecord? _record;
    private readonly Exception? _exception;

    internal ObservedCall(ObserverPlan plan, CallRecord? record, Exception? exception)
        => (_plan, _record, _exception) = (plan, record, exception);

    /// <summary>Gets the handle of the method.</summary>
    public PatchHandle Handle => _plan.Handle;

    /// <summary>Gets the method.</summary>
    public MethodBase Method => _plan.Handle.Method;

    /// <summary>
    /// Gets whether the call ran something else than the original, or could have, if that depends on its arguments or on chance: a layer, a replacement, or
    /// a patch that holds for some calls only.
    /// </summary>
    public bool WasPatched => _record?.WasPatched ?? _plan.IsPatched;

    /// <summary>Gets whether the call ended with an exception, or its task faulted or was cancelled. Reading this doesn't observe the task's exception.</summary>
    public bool IsFaulted => _exception is not null || _record is { Task: { IsCompleted: true, Status: not TaskStatus.RanToCompletion } };

    /// <summary>Gets the exception of the call; null if it returned.</summary>
    /// <remarks>
    /// Of a task, this is what <c>await</c> throws, and reading it observes the exception: <see cref="TaskScheduler.UnobservedTaskException"/> is not
    /// raised for it any more.
    /// </remarks>
    public Exception? Exception => _exception ?? _record?.TaskException;

    /// <summary>Gets the instance on which the method was called; null if it is static.</summary>
    /// <exception cref="InvalidOperationException">The options don't ask for <see cref="ObservedParts.Arguments"/>.</exception>
    public object? Instance => Part(ObservedParts.Arguments).Frame is { } frame && frame.Shape.HasInstance ? frame.Get(0) : null;

    /// <summary>Gets the arguments, as they were at the beginning of the call.</summary>
    /// <exception cref="InvalidOperationException">The options don't ask for <see cref="ObservedParts.Arguments"/>.</exception>
    public IReadOnlyList<object?> Arguments => Part(ObservedParts.Arguments).Arguments;

    /// <summary>Gets the result. Of a task, its value. Null if there is none, or if the call has not returned.</summary>
    /// <exception cref="InvalidOperationException">The options don't ask for <see cref="ObservedParts.Result"/>.</exception>
    public object? Result => Part(ObservedParts.Result).Result;

    /// <summary>Gets how long the call took, to the end of its task if it returned one.</summary>
    /// <exception cref="InvalidOperationException">The options don't ask for <see cref="ObservedParts.Time"/>.</exception>
    public TimeSpan Duration => Part(ObservedParts.Time).Duration;

    /// <summary>Gets when the call began, in UTC. Computed from the duration: precise to about a millisecond, unless the system's clock is set.</summary>
    /// <exception cref="InvalidOperationException">The options don't ask for <see cref="ObservedParts.Time"/>.</exception>
    public DateTimeOffset StartTime => Part(ObservedParts.Time).StartTime;

    /// <summary>Gets the <see cref="Thread.ManagedThreadId"/> of the thread on which the call began.</summary>
    /// <exception cref="InvalidOperationException">The options don't ask for <see cref="ObservedParts.Time"/>.</exception>
    public int ThreadId => Part(ObservedParts.Time).ThreadId;

    /// <summary>
    /// Gets or sets an object that <see cref="ObserveOptions.OnBegun"/> hands on to the observer of the end. Null if <c>OnBegun</c> set none.
    /// </summary>
    /// <exception cref="InvalidOperationException">The options have neither parts nor an <c>OnBegun</c>.</exception>
    public object? State
    {
        get => Part(ObservedParts.None).State;
        set => Part(ObservedParts.None).State = value;
    }

    internal CallRecord? Record => _record;

    /// <summary>Returns an argument by its parameter's name.</summary>
    /// <param name="name">The name, as the method's source has it.</param>
    /// <returns>The argument.</returns>
    /// <exception cref="ArgumentException">The method has no such parameter.</exception>
    /// <exception cref="InvalidOperationException">The options don't ask for <see cref="ObservedParts.Arguments"/>.</exception>
    public object? Argument(string name) => Part(ObservedParts.Arguments).Frame!.Get(_plan.Shape.PlaceOf(name));

    /// <summary>Returns the method's full name and, as far as the observer asks for them, the arguments, the result or exception, and the duration.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var arguments = Has(ObservedParts.Arguments) ? $": ({string.Join(", ", Arguments.Select(Text))})" : string.Empty;
        var end = IsFaulted
            ? " threw " + (Exception?.GetType().Name ?? nameof(TaskCanceledException))
            : Has(ObservedParts.Result) && Result is not null ? " returned " + Text(Result) : " returned";
        var duration = Has(ObservedParts.Time) ? FormattableString.Invariant($" in {Duration.TotalMilliseconds:0.####} ms") : string.Empty;
        return Handle.Name + arguments + end + duration;
    }

    private static string Text(object? value) => value is null ? "null" : string.Format(System.Globalization.CultureInfo.InvariantCulture, "{0}", value);

    private bool Has(ObservedParts part) => _record is not null && (_plan.Parts & part) == part;

    private CallRecord Part(ObservedParts part)
        => Has(part)
            ? _record!
            : throw new InvalidOperationException(
                $"{_plan.Handle.Name}: an observer whose {nameof(ObserveOptions)}.{nameof(ObserveOptions.Parts)} have {part} was expected, but it has "
                + $"{_plan.Parts}. Ask for the part when you call Observe.");
}
