namespace Hotpatch;

/// <summary>What <c>Patch</c> and <c>Restore</c> promise about the calls of a method that are running, or begin meanwhile.</summary>
public enum Consistency
{
    /// <summary>
    /// Calls that start after <c>Patch</c> has returned run the replacement; running calls finish on what they began with. <c>Patch</c> waits
    /// for nothing, and a call pays for a branch.
    /// </summary>
    Immediate,

    /// <summary>
    /// As <see cref="Immediate"/>, and when <c>Patch</c> returns, no call of an older body is still running. New calls run the replacement
    /// while it waits for them.
    /// </summary>
    Drained,

    /// <summary>
    /// As <see cref="Drained"/>, and the old body and the new never run at the same time: new calls wait while <c>Patch</c> waits for those
    /// that are running. What these call themselves goes on, the method itself included.
    /// </summary>
    Exclusive,
}
