namespace Hotpatch;

/// <summary>
/// Marks a static method of a patch library as a patch of a patchable method in another assembly. On a static class, marks all its public static
/// methods.
/// </summary>
/// <remarks>
/// <para>
/// The marked method is a replacement if its signature is that of the target's replacements: for an instance method, the first parameter is the
/// instance, passed by <c>ref</c> if its type is a struct. The marked method is a layer if it has one more parameter in front of these: a delegate
/// of that signature, which calls the delegate below the layer.
/// </para>
/// <para>
/// There are two ways to patch a generic target (a generic method, or a method of a generic type). A generic patch method patches all
/// instantiations; its type parameters are those of the target's type, outermost first, then those of the target. A patch method that is not generic
/// patches one instantiation, which <see cref="LibraryPatchAttribute.TypeArguments"/> or a closed type in the attribute selects.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [Patch(typeof(PriceService), nameof(PriceService.Quote))]
/// public static decimal Quote(Func&lt;PriceService, int, decimal&gt; next, PriceService self, int quantity) => Math.Max(0, next(self, quantity));
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)]
public sealed class PatchAttribute : LibraryPatchAttribute
{
    /// <summary>
    /// Patches the target that has the marked method's name. The target's type is the one that the attribute on the class names; without such an
    /// attribute, the type that has the class's namespace and name.
    /// </summary>
    public PatchAttribute()
    {
    }

    /// <summary>Patches the target that has a given type and name.</summary>
    /// <param name="type">The type that declares the patchable method.</param>
    /// <param name="method">
    /// The name of the method, or of its property. If null, the name of the marked method is used. The signature selects the overload. On a class,
    /// leave this out.
    /// </param>
    public PatchAttribute(Type type, string? method = null)
        : base(type, method)
    {
    }

    /// <summary>Patches the target that has a given full name. Use this if the library doesn't reference the target's assembly.</summary>
    /// <param name="target">
    /// The name, as <see cref="Patchable.Find(string)"/> takes it: <c>Shop.PriceService.Quote(System.Int32)</c>. The parameter list can be left out
    /// if the marked method's signature selects the overload. On a class, the full name of the type: <c>Shop.PriceService</c>.
    /// </param>
    public PatchAttribute(string target)
        : base(target)
    {
    }
}
