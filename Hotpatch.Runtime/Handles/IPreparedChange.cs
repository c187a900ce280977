using Hotpatch.Gates;

namespace Hotpatch.Handles;

/// <summary>
/// A change in two steps: <see cref="Prepare"/> runs foreign code, such as wrappers, and <see cref="IChange.Make"/> then changes what methods run.
/// Not thread safe.
/// </summary>
internal interface IPreparedChange : IChange
{
    /// <summary>Creates the transition of the gates of all methods; null if none has a gate.</summary>
    Transition? CreateTransition();

    /// <summary>
    /// Does everything that must not be done under a lock or while a gate is closed. <see cref="IChange.Make"/> can ask for it again by a
    /// <see cref="StaleChangeException"/>.
    /// </summary>
    void Prepare();
}
