namespace Hotpatch.Handles;

/// <summary>An entry that runs a target instead of what lies below it, for all calls or for some.</summary>
internal interface IReplacing
{
    /// <summary>Gets the target.</summary>
    Delegate Target { get; }

    /// <summary>Returns an entry that differs only in its target.</summary>
    StackEntry With(Delegate other);
}
