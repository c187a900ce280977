using Hotpatch.Woven;

namespace Hotpatch.Handles;

/// <summary>A change that can be part of a larger one.</summary>
internal interface IMemberChange : IPreparedChange
{
    /// <summary>Gets the gate of the method; null if the method is <see cref="Consistency.Immediate"/>.</summary>
    Gate? Gate { get; }

    /// <summary>Gets the locks that are held while the change is made.</summary>
    IEnumerable<ChangeLock> Locks { get; }

    /// <summary>Prepares the change as <see cref="IPreparedChange.Prepare"/> does, for the states that the parts before it leave.</summary>
    /// <param name="expected">The states after the parts that are prepared so far. This part adds its own.</param>
    void Prepare(ExpectedStates expected);

    /// <summary>Returns the change that reverts this one after it was made. It is prepared and made like any other.</summary>
    IMemberChange Reverse();

    /// <summary>Raises the events of the change. Called when the change is certain to stay.</summary>
    void Tell();
}
