namespace Hotpatch;

/// <summary>A patch that a library could do without (<see cref="PatchAttribute.Required"/> is false), and that did not fit.</summary>
public sealed class SkippedPatch
{
    internal SkippedPatch(string method, string reason) => (Method, Reason) = (method, reason);

    /// <summary>The full name of the library's method.</summary>
    public string Method { get; }

    /// <summary>Why it was left out: the target, what was expected and what was found.</summary>
    public string Reason { get; }

    /// <summary>The reason, which names the method.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Reason;
}
