using Hotpatch.Woven;

namespace Hotpatch.Handles;

/// <summary>A change that can be part of a larger one.</summary>
internal interface IMemberChange : IPreparedChange
{
    /// <summary>What its calls enter by; null where they are not counted.</summary>
    Gate? Gate { get; }

    /// <summary>What is locked while it is made.</summary>
    IEnumerable<ChangeLock> Locks { get; }

    /// <summary>As <see cref="IPreparedChange.Prepare"/>, after other parts have been.</summary>
    /// <param name="expected">What the other parts leave, to be completed.</param>
    void Prepare(ExpectedStates expected);

    /// <summary>What takes this change back after it was made; it is prepared and made as any other.</summary>
    IMemberChange Reverse();

    /// <summary>Raises events; when it is certain that the change stays.</summary>
    void Tell();
}
