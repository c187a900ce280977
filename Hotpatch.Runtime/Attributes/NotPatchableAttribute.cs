namespace Hotpatch;

/// <summary>
/// Takes a method, or the accessors of a property or an event, out of what a <see cref="PatchableAttribute"/> farther out covers.
/// </summary>
[AttributeUsage(
    AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property | AttributeTargets.Event,
    Inherited = false)]
public sealed class NotPatchableAttribute : Attribute;
