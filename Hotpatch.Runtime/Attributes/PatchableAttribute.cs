namespace Hotpatch;

/// <summary>
/// Makes a method patchable: the weaver (Hotpatch.Fody) lets it dispatch through a slot, and a
/// <see cref="PatchHandle"/> can replace its behaviour while the program runs.
/// </summary>
/// <remarks>
/// On a property or an event it covers the accessors; on a type, the type's own methods, accessors and operators
/// (not its constructors, its finalizer or its nested types); on an assembly, those of all its types. The nearest mark counts: method, then
/// property or event, then type, then assembly. What is marked and cannot be made patchable is a build error with a code; what only the
/// assembly's mark covers is left and listed in the build log.
/// </remarks>
/// <example>
/// <code>
/// public static class Calculator
/// {
///     [Patchable] public static int Add(int a, int b) => a + b;
/// }
///
/// Patchable.For(Calculator.Add).Patch((a, b) => a + b + 1);
/// </code>
/// </example>
[AttributeUsage(
    AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property | AttributeTargets.Event
    | AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface,
    Inherited = false)]
public sealed class PatchableAttribute : Attribute
{
    /// <summary>
    /// What patching promises about calls that are running. Where it is not set, what stands farther out counts: property or event, type,
    /// assembly, <c>FodyWeavers.xml</c>; where none says anything, <see cref="Consistency.Immediate"/>.
    /// </summary>
    public Consistency Consistency { get; set; }

    /// <summary>
    /// Whether methods that override or implement the marked one are patchable too, in this assembly and in others that are woven. Each has a
    /// handle of its own. On a type, this holds for its virtual and abstract members; on an assembly, it has no effect.
    /// </summary>
    /// <remarks>
    /// An abstract method may carry such a mark: it then speaks of the overrides only. A mark on the override, its property or its type counts
    /// first; <see cref="NotPatchableAttribute"/> there takes the override out. A <see cref="PatchableAttribute"/> on an override that does not
    /// set this property ends the inheritance.
    /// </remarks>
    public bool Inherited { get; set; }
}
