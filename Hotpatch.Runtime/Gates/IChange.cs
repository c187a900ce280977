namespace Hotpatch.Gates;

/// <summary>A change of what methods run.</summary>
/// <remarks>
/// Gates can be closed and locks held while the change is made or undone, so <see cref="Make"/> and <see cref="Undo"/> must not run foreign code.
/// </remarks>
internal interface IChange
{
    /// <summary>Gets the names of the methods, for messages.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>Makes the change.</summary>
    void Make();

    /// <summary>Undoes <see cref="Make"/>, as far as that is possible without foreign code.</summary>
    void Undo();

    /// <summary>Completes <see cref="Undo"/>. Called when all gates are open and no lock is held.</summary>
    void Settle();
}
