using System.ComponentModel;

namespace Hotpatch.Woven;

/// <summary>On a generated type: its members with <see cref="HandleOfAttribute"/> are handles of a type's patchable methods. Not for use by hand.</summary>
/// <param name="type">The type that declares the methods; open where it is generic. The marked type has its type parameters, or none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class HandlesOfAttribute(Type type) : Attribute
{
    /// <summary>The type that declares the methods.</summary>
    public Type Type { get; } = type;
}
