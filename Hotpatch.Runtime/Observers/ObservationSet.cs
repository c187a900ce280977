using Hotpatch.Observers;

namespace Hotpatch;

/// <summary>One observer of many methods. Dispose it to stop observing all of them.</summary>
/// <remarks>
/// <see cref="ObservingExtensions.Observe(IEnumerable{PatchHandle}, Action{ObservedCall}, ObserveOptions?)"/> creates it. Thread safe.
/// </remarks>
public sealed class ObservationSet : IDisposable
{
    private readonly ObservationRun _run;

    internal ObservationSet(ObservationRun run) => _run = run;

    /// <summary>Gets the observed methods, as a snapshot. Generic instantiations that have come into use since are among them.</summary>
    public IReadOnlyList<CallObservation> Observations => _run.Observations;

    /// <summary>Gets the methods that can't be observed, with the reasons.</summary>
    public IReadOnlyDictionary<PatchHandle, PatchException> Refused => _run.Refused;

    /// <summary>Returns the number of observed methods.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => FormattableString.Invariant($"observer of {Observations.Count} methods");

    /// <summary>Stops observing, as <see cref="CallObservation.Dispose"/> does. Generic instantiations that come into use later are not observed.</summary>
    /// <exception cref="PatchDeadlockException">A wrapper of one of the methods disposes the set. Dispose it again later.</exception>
    public void Dispose() => _run.End();
}
