using System.ComponentModel;

namespace Hotpatch.Woven;

/// <summary>
/// On a generated member: it is to give the handle of a patchable method, and the weaver fills it in. Not for use by hand.
/// </summary>
/// <remarks>
/// A member of type <see cref="PatchHandle{TDelegate}"/> means the method of that name whose signature is the delegate's; a method with
/// type parameters, the instantiation for these. A member of type <see cref="GenericPatchHandle"/> means all instantiations of the method
/// that the typed member of the same name means.
/// </remarks>
/// <param name="method">The method's name in metadata: <c>Quote</c>, <c>get_Total</c>, <c>.ctor</c>.</param>
/// <param name="isStatic">Whether the method is static: otherwise the delegate's first parameter is the instance.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method, Inherited = false)]
public sealed class HandleOfAttribute(string method, bool isStatic) : Attribute
{
    /// <summary>The method's name in metadata.</summary>
    public string Method { get; } = method;

    /// <summary>Whether the method is static.</summary>
    public bool IsStatic { get; } = isStatic;
}
