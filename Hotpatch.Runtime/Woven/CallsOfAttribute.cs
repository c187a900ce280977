using System.ComponentModel;

namespace Hotpatch.Woven;

/// <summary>
/// Marks a generated type whose members with <see cref="HandleOfAttribute"/> return the handles of this assembly's calls to one type's methods. Not for
/// use by hand.
/// </summary>
/// <remarks>
/// A member for a constructor has the name <c>.ctor</c>, is static, and its delegate returns the new object.
/// </remarks>
/// <param name="type">
/// The type that declares the called methods; open if it is generic. The marked type has the same type parameters, or none.
/// </param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class CallsOfAttribute(Type type) : Attribute
{
    /// <summary>Gets the type that declares the called methods.</summary>
    public Type Type { get; } = type;

    /// <summary>
    /// Gets or sets whether the handles are those over the calls of all woven assemblies. They are in a project that weaves its references.
    /// </summary>
    public bool OfAllAssemblies { get; set; }
}
