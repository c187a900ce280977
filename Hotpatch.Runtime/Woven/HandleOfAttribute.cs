using System.ComponentModel;

namespace Hotpatch.Woven;

/// <summary>Marks a generated member that returns the handle of a patchable method. The weaver fills in its body. Not for use by hand.</summary>
/// <remarks>
/// A member of type <see cref="PatchHandle{TDelegate}"/> returns the handle of the method that has the given name and the delegate's signature; a
/// method with type parameters returns that of the instantiation for these. A member of type <see cref="GenericPatchHandle"/> returns the handle of
/// all instantiations of the method that the typed member of the same name stands for.
/// </remarks>
/// <param name="method">The method's name in metadata: <c>Quote</c>, <c>get_Total</c>, <c>.ctor</c>.</param>
/// <param name="isStatic">Whether the method is static. If not, the delegate's first parameter is the instance.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method, Inherited = false)]
public sealed class HandleOfAttribute(string method, bool isStatic) : Attribute
{
    /// <summary>Gets the method's name in metadata.</summary>
    public string Method { get; } = method;

    /// <summary>Gets whether the method is static.</summary>
    public bool IsStatic { get; } = isStatic;
}
