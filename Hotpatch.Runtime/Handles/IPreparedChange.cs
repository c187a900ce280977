using Hotpatch.Gates;

namespace Hotpatch.Handles;

/// <summary>A change that calls what is foreign before it is made. Not thread safe.</summary>
internal interface IPreparedChange : IChange
{
    /// <summary>The transition of all gates; null where there are none. A new one each time.</summary>
    Transition? Transition { get; }

    /// <summary>Does all that must not be done under a lock or while a gate is closed. <see cref="IChange.Make"/> may ask for it again.</summary>
    void Prepare();
}
