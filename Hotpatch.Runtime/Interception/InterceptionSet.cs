using Hotpatch.Handles;
using Hotpatch.Interception;

namespace Hotpatch;

/// <summary>One interceptor on many methods. Dispose it to remove the interceptor from all of them.</summary>
/// <remarks>Thread safe.</remarks>
public sealed class InterceptionSet : IDisposable
{
    private readonly InterceptionRun _run;
    private readonly IReadOnlyList<GenericPatchScope> _scopes;

    internal InterceptionSet(InterceptionRun run, IReadOnlyList<PatchLayer> layers, IReadOnlyList<GenericPatchScope> scopes)
        => (_run, Layers, _scopes) = (run, layers, scopes);

    /// <summary>Gets the layers of the methods that are not generic.</summary>
    public IReadOnlyList<PatchLayer> Layers { get; }

    /// <summary>
    /// Gets the methods that can't be intercepted, with the reasons, as a snapshot. Generic instantiations that have come into use since are among them.
    /// </summary>
    public IReadOnlyDictionary<PatchHandle, PatchException> Refused => _run.Refused;

    /// <summary>Removes the interceptor from all methods. Generic instantiations that come into use later don't get it.</summary>
    /// <remarks>
    /// Waits for running calls of each method as <see cref="PatchScope.Dispose"/> does. If a subscriber of one method throws, all others lose the
    /// interceptor all the same, and the first exception reaches the caller. Disposing again does nothing.
    /// </remarks>
    /// <exception cref="PatchDeadlockException">A wrapper of one of the methods disposes the set. Dispose it again later.</exception>
    public void Dispose()
    {
        Telling.ForEach(_scopes.Concat<IDisposable>(Layers), laid => laid.Dispose());
    }
}
