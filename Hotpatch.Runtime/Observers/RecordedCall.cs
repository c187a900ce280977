namespace Hotpatch;

/// <summary>A call that was recorded, and that can be run again.</summary>
/// <remarks>
/// <para>
/// The instance and the arguments are kept by reference, as they were at the beginning of the call. If an object has changed since, or the call has
/// changed the instance, running the call again sees the change. Values, including a <c>struct</c> as the instance, are copies.
/// </para>
/// <para>
/// A call with an argument or a result that can't be an object, such as a <c>Span&lt;int&gt;</c>, a pointer or a returned reference, can't be run
/// again. If a call is run again, its changes of <c>ref</c> and <c>out</c> arguments are lost. Thread safe.
/// </para>
/// </remarks>
public sealed class RecordedCall
{
    internal RecordedCall(ObservedCall call, long number) => (Call, Number) = (call, number);

    /// <summary>Gets the call: its instance, its arguments, its result, and all other parts.</summary>
    public ObservedCall Call { get; }

    /// <summary>Gets the number of the call among those of the recording, from 0, in the order in which they ended.</summary>
    public long Number { get; }

    /// <summary>Runs the call again against the method's source body.</summary>
    /// <returns>The result; a task if the method returns one. Null if there is none.</returns>
    /// <remarks>Doesn't wait at the gate of a method that is not <see cref="Consistency.Immediate"/>. Exceptions of the method reach the caller.</remarks>
    /// <exception cref="PatchException">An argument or the result can't be an object.</exception>
    public object? RunOriginal() => RunNow(Call.Handle.Original);

    /// <summary>Runs the call again against what the method runs now: its patches, layers and observers.</summary>
    /// <returns>The result; a task if the method returns one. Null if there is none.</returns>
    /// <remarks>As for <see cref="RunOriginal"/>.</remarks>
    /// <exception cref="PatchException">An argument or the result can't be an object.</exception>
    public object? RunCurrent() => RunNow(Call.Handle.Current);

    /// <summary>Runs the call again against a candidate for a replacement.</summary>
    /// <param name="candidate">A delegate that would fit the method as a replacement.</param>
    /// <returns>The result; a task if the method returns one. Null if there is none.</returns>
    /// <remarks>As for <see cref="RunOriginal"/>. Patches nothing.</remarks>
    /// <exception cref="ArgumentNullException">The candidate is null.</exception>
    /// <exception cref="InvalidReplacementException">The candidate doesn't fit the method.</exception>
    /// <exception cref="PatchException">An argument or the result can't be an object.</exception>
    public object? Run(Delegate candidate)
        => RunNow(Call.Handle.Conform(candidate ?? throw new ArgumentNullException(nameof(candidate))));

    /// <summary>Returns the call as text, as <see cref="ObservedCall.ToString"/> does.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Call.ToString();

    private object? RunNow(Delegate target)
    {
        var frame = Call.Record!.Frame!;
        if (frame.Shape.NotAnObject is { } refused)
            throw new PatchException($"{Call.Handle.Name}: to run a recorded call again, values that can be objects were expected, but {refused} was found. Call the method instead.");

        var copy = frame.Copy();
        copy.Run(target);
        return copy.Result;
    }
}
