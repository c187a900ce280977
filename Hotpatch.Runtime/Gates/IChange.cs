namespace Hotpatch.Gates;

/// <summary>Changes what methods run. Nothing foreign is called while it is made or undone: gates may be closed then, and locks held.</summary>
internal interface IChange
{
    /// <summary>The methods' names, for messages.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>Does it.</summary>
    void Make();

    /// <summary>Puts back what <see cref="Make"/> has changed, as far as that calls nothing foreign.</summary>
    void Undo();

    /// <summary>Does what is left of <see cref="Undo"/>; when all gates are open, and no lock is held.</summary>
    void Settle();
}
