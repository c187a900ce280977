using Hotpatch.Observers;

namespace Hotpatch;

/// <summary>Observes, measures and records the calls of patchable methods.</summary>
/// <remarks>
/// An observer sees calls and changes nothing: <see cref="PatchHandle.IsPatched"/> stays as it is, <see cref="PatchHandle.Restore()"/> leaves the
/// observer, <see cref="PatchHandle.Changed"/> is not raised, and beginning and ending wait for no running call. While nobody observes, a call costs
/// what it cost before.
/// </remarks>
public static class ObservingExtensions
{
    /// <summary>Calls a delegate for each call of the method that has ended.</summary>
    /// <param name="handle">The handle of the method.</param>
    /// <param name="onEnded">
    /// The observer. It runs on the thread on which the call ends: for a task, on the one that completes it; for an exception, while the stack at the
    /// throw is intact, so before <c>finally</c> blocks. Calls of patchable methods that the observer makes are not observed.
    /// </param>
    /// <param name="options">Which calls and which parts of them the observer sees; null for all.</param>
    /// <returns>The observation; dispose it to stop. Its <see cref="CallObservation.Failures"/> counts the exceptions of the observer.</returns>
    /// <remarks>
    /// Thread safe. Calls that run now are not observed. Of several observers, the newest is the outermost. Of a <see cref="Task"/>,
    /// <see cref="Task{TResult}"/>, <c>ValueTask</c> or <c>ValueTask&lt;TResult&gt;</c>, the call ends with the task. The task is the
    /// method's own, so code that waits for it may go on before the observer has run. On .NET Framework, value tasks end when they are returned.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> or <paramref name="onEnded"/> is null.</exception>
    /// <exception cref="PatchException">
    /// The method has no original: <see cref="PatchHandle.HasOriginal"/> is false. Or the program was compiled ahead of time without the code that
    /// routes its calls.
    /// </exception>
    /// <exception cref="PatchDeadlockException">A wrapper of the same method makes the change.</exception>
    /// <example>
    /// <code>
    /// using (PriceService.Patches.Quote.Observe(call => log.Add($"{call.Arguments[0]} gave {call.Result} in {call.Duration}")))
    /// {
    ///     // each quote is logged
    /// }
    /// </code>
    /// </example>
#pragma warning disable RS0026 // The type of the first argument selects the overload.
    public static CallObservation Observe(this PatchHandle handle, Action<ObservedCall> onEnded, ObserveOptions? options = null)
        => new CallObservation(
            handle ?? throw new ArgumentNullException(nameof(handle)),
            onEnded ?? throw new ArgumentNullException(nameof(onEnded)),
            options ?? new ObserveOptions()).Begin();
#pragma warning restore RS0026

    /// <summary>
    /// Calls a delegate for each call of one of several methods that has ended, such as those of <see cref="Patchable.In"/> or
    /// <see cref="Patchable.Where"/>.
    /// </summary>
    /// <param name="handles">
    /// The handles of the methods. Those of <see cref="Patchable.In"/> and <see cref="Patchable.Where"/> include the instantiations of generic methods that
    /// come into use later.
    /// </param>
    /// <param name="onEnded">The observer, as for one method.</param>
    /// <param name="options">Which calls and which parts of them the observer sees; null for all. A bound on the calls a second holds for each method.</param>
    /// <returns>The observation; dispose it to stop. Methods that can't be observed are in <see cref="ObservationSet.Refused"/>.</returns>
    /// <remarks>As for one method. Thread safe.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="handles"/> or <paramref name="onEnded"/> is null.</exception>
    /// <exception cref="PatchDeadlockException">A wrapper of one of the methods makes the change.</exception>
    /// <example>
    /// <code>
    /// using ObservationSet slow = Patchable.In(typeof(PriceService).Assembly).Observe(call =>
    /// {
    ///     if (call.Duration.TotalMilliseconds > 100)
    ///         log.Add(call.ToString());
    /// });
    /// </code>
    /// </example>
#pragma warning disable RS0026 // The type of the first argument selects the overload.
    public static ObservationSet Observe(this IEnumerable<PatchHandle> handles, Action<ObservedCall> onEnded, ObserveOptions? options = null)
#pragma warning restore RS0026
    {
        _ = handles ?? throw new ArgumentNullException(nameof(handles));
        var run = new ObservationRun(onEnded ?? throw new ArgumentNullException(nameof(onEnded)), options ?? new ObserveOptions());
        var set = new ObservationSet(run);
        try
        {
            run.Begin(handles);
            return set;
        }
        catch
        {
            run.End();
            throw;
        }
    }

    /// <summary>Counts the calls of the method and measures their durations, until the metrics are disposed. Cheap enough to leave on.</summary>
    /// <param name="handle">The handle of the method.</param>
    /// <param name="timedCalls">The share of the calls whose durations are measured, from 0 to 1. Two timestamps cost more than all the rest.</param>
    /// <returns>The metrics; dispose them to stop.</returns>
    /// <remarks>Thread safe. Calls that run now are not counted. See <see cref="Observe(PatchHandle, Action{ObservedCall}, ObserveOptions?)"/> for when a call ends.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timedCalls"/> is not from 0 to 1.</exception>
    /// <exception cref="PatchException">As for <see cref="Observe(PatchHandle, Action{ObservedCall}, ObserveOptions?)"/>.</exception>
    /// <exception cref="PatchDeadlockException">A wrapper of the same method makes the change.</exception>
    public static CallMetrics Measure(this PatchHandle handle, double timedCalls = CallMetrics.DefaultTimedCalls)
        => new CallMetrics(
            handle ?? throw new ArgumentNullException(nameof(handle)),
            timedCalls is >= 0 and <= 1
                ? timedCalls
                : throw new ArgumentOutOfRangeException(nameof(timedCalls), timedCalls, "A share from 0 to 1 was expected.")).Begin();

    /// <summary>Keeps the latest calls of the method, until the recording is disposed. A recorded call can be run again.</summary>
    /// <param name="handle">The handle of the method.</param>
    /// <param name="capacity">How many calls to keep. The oldest make room for the newest.</param>
    /// <returns>The recording; dispose it to stop. It keeps its calls.</returns>
    /// <remarks>Thread safe. Calls that run now are not recorded. See <see cref="Observe(PatchHandle, Action{ObservedCall}, ObserveOptions?)"/> for when a call ends.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is less than 1.</exception>
    /// <exception cref="PatchException">As for <see cref="Observe(PatchHandle, Action{ObservedCall}, ObserveOptions?)"/>.</exception>
    /// <exception cref="PatchDeadlockException">A wrapper of the same method makes the change.</exception>
    public static CallRecording Record(this PatchHandle handle, int capacity)
        => new(
            handle ?? throw new ArgumentNullException(nameof(handle)),
            capacity > 0
                ? capacity
                : throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "A capacity of at least 1 was expected."));
}
