using System.ComponentModel;

namespace Hotpatch.Woven;

/// <summary>
/// Marks a generated type whose members with <see cref="HandleOfAttribute"/> return the handles of one type's patchable methods. Not for use by hand.
/// </summary>
/// <param name="type">The type that declares the methods; open if it is generic. The marked type has the same type parameters, or none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class HandlesOfAttribute(Type type) : Attribute
{
    /// <summary>Gets the type that declares the methods.</summary>
    public Type Type { get; } = type;
}
