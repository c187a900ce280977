namespace Hotpatch;

/// <content>Lists what lies on the method.</content>
public abstract partial class PatchHandle
{
    /// <summary>Returns what lies on the method, from the outside in: kind, owner, target, since when, for which calls, and how often it ran.</summary>
    /// <returns>A snapshot: as data, and as text by <see cref="object.ToString"/>.</returns>
    /// <remarks>Thread safe.</remarks>
    public PatchDescription Describe() => new(this);
}
