namespace Hotpatch;

/// <summary>
/// Takes a method, the accessors of a property or an event, or a type's methods out of what a <see cref="PatchableAttribute"/> farther out covers.
/// </summary>
[AttributeUsage(
    AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property | AttributeTargets.Event
    | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface,
    Inherited = false)]
public sealed class NotPatchableAttribute : Attribute;
