namespace Hotpatch;

/// <summary>Specifies what <c>Patch</c> and <c>Restore</c> promise about calls that are running or that start meanwhile.</summary>
/// <remarks>A method gets its consistency at build time, from <see cref="PatchableAttribute.Consistency"/> or <c>FodyWeavers.xml</c>.</remarks>
public enum Consistency
{
    /// <summary>
    /// Calls that start after <c>Patch</c> returns run the replacement. Running calls finish with the body they started with. <c>Patch</c> doesn't
    /// wait. Each call costs one branch.
    /// </summary>
    Immediate,

    /// <summary>
    /// Promises the same as <see cref="Immediate"/>. In addition, no call of an older body is running when <c>Patch</c> returns: <c>Patch</c> waits
    /// for those calls. New calls don't wait meanwhile, and run the replacement as soon as it is in place.
    /// </summary>
    Drained,

    /// <summary>
    /// Promises the same as <see cref="Drained"/>. In addition, an old body and a new one never run at the same time: new calls wait until the
    /// running calls have ended and the replacement is in place. Nested calls don't wait: a running call can call any method, including the patched
    /// one.
    /// </summary>
    Exclusive,
}
