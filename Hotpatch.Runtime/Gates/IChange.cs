namespace Hotpatch.Gates;

/// <summary>Changes what methods run.</summary>
internal interface IChange
{
    /// <summary>The methods' names, for messages.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>Does it.</summary>
    void Make();

    /// <summary>Puts back what <see cref="Make"/> has changed.</summary>
    void Undo();
}
