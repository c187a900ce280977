namespace Hotpatch;

/// <summary>Describes a patch of a library that fits its target.</summary>
/// <remarks>Thread safety: instances are immutable.</remarks>
public sealed class FittingPatchDescription
{
    internal FittingPatchDescription(string target, string method, bool isLayer) => (Target, Method, IsLayer) = (target, method, isLayer);

    /// <summary>Gets the full name of the method that the patch is for.</summary>
    public string Target { get; }

    /// <summary>Gets the full name of the library's method.</summary>
    public string Method { get; }

    /// <summary>Gets whether the patch is a layer; if false, it is a replacement.</summary>
    public bool IsLayer { get; }

    /// <summary>Returns the names of the target and of the library's method.</summary>
    /// <returns>"target: method".</returns>
    public override string ToString() => $"{Target}: {Method}";
}
