using Hotpatch.Handles;

namespace Hotpatch;

/// <summary>One interceptor on many methods. Dispose it to remove the interceptor from all of them.</summary>
/// <remarks>Thread safe.</remarks>
public sealed class InterceptionSet : IDisposable
{
    private readonly IReadOnlyList<GenericPatchScope> _scopes;

    internal InterceptionSet(
        IReadOnlyList<PatchLayer> layers, IReadOnlyList<GenericPatchScope> scopes, IReadOnlyDictionary<PatchHandle, PatchException> refused)
        => (Layers, _scopes, Refused) = (layers, scopes, refused);

    /// <summary>Gets the layers of the methods that are not generic.</summary>
    public IReadOnlyList<PatchLayer> Layers { get; }

    /// <summary>
    /// Gets the methods that can't be intercepted, with the reasons. The instantiations of generic methods that can't be intercepted are not among them.
    /// </summary>
    public IReadOnlyDictionary<PatchHandle, PatchException> Refused { get; }

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
