namespace Hotpatch;

/// <summary>Describes a patch that was left out: it is not required (<see cref="LibraryPatchAttribute.Required"/>), and did not fit.</summary>
/// <remarks>Thread safety: instances are immutable.</remarks>
public sealed class SkippedPatch
{
    internal SkippedPatch(string method, string reason) => (Method, Reason) = (method, reason);

    /// <summary>Gets the full name of the library's method.</summary>
    public string Method { get; }

    /// <summary>Gets the reason why the patch was left out: the target, what was expected and what was found.</summary>
    public string Reason { get; }

    /// <summary>Returns the reason, which names the method.</summary>
    /// <returns>The value of <see cref="Reason"/>.</returns>
    public override string ToString() => Reason;
}
