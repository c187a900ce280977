namespace Hotpatch;

/// <summary>
/// Excludes a method, the accessors of a property or an event, or the methods of a type from a <see cref="PatchableAttribute"/> on the containing
/// member, type or assembly.
/// </summary>
/// <example>
/// <code>
/// [Patchable]
/// public class PriceService
/// {
///     public decimal Quote(int quantity) => quantity * 3m;      // patchable
///
///     [NotPatchable] public override string ToString() => "";   // not patchable
/// }
/// </code>
/// </example>
[AttributeUsage(
    AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property | AttributeTargets.Event
    | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface,
    Inherited = false)]
public sealed class NotPatchableAttribute : Attribute;
