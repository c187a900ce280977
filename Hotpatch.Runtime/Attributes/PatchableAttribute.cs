namespace Hotpatch;

/// <summary>
/// Makes a method patchable: the weaver (Hotpatch.Fody) lets its calls dispatch through a slot, so that a <see cref="PatchHandle"/> can replace its
/// behaviour while the program runs.
/// </summary>
/// <remarks>
/// <para>
/// On a property or an event, the attribute applies to the accessors. On a type, it applies to the type's own methods, accessors and operators, but
/// not to its constructors, its finalizer or its nested types. On an assembly, it applies in this way to all types. If several attributes apply to
/// one method, the nearest counts: method, then property or event, then type, then assembly.
/// </para>
/// <para>
/// If Hotpatch can't weave a method that is marked itself, or through its property, event or type, the build fails with an error that has a code. If
/// only the assembly is marked, such a method stays as it is, and the build log lists it.
/// </para>
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
    /// Gets or sets what patching promises about running calls. If an attribute doesn't set this, the next one counts that does: property or event,
    /// then type, then assembly, then <c>FodyWeavers.xml</c>. The default is <see cref="Consistency.Immediate"/>.
    /// </summary>
    public Consistency Consistency { get; set; }

    /// <summary>
    /// Gets or sets whether methods that override or implement the marked method are patchable too, in this assembly and in other woven assemblies.
    /// Each has a handle of its own. On a type, applies to its virtual and abstract members. On an assembly, has no effect.
    /// </summary>
    /// <remarks>
    /// An abstract method can carry this mark, which then applies to its overrides only. An attribute on an override, its property or its type takes
    /// precedence: <see cref="NotPatchableAttribute"/> excludes the override, and a <see cref="PatchableAttribute"/> that doesn't set this property
    /// stops the mark from reaching overrides further down.
    /// </remarks>
    public bool Inherited { get; set; }
}
