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
/// patches one instantiation, which <see cref="TypeArguments"/> or a closed type in the attribute selects.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [Patch(typeof(PriceService), nameof(PriceService.Quote))]
/// public static decimal Quote(Func&lt;PriceService, int, decimal&gt; next, PriceService self, int quantity) => Math.Max(0, next(self, quantity));
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)]
public sealed class PatchAttribute : Attribute
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
    public PatchAttribute(Type type, string? method = null) => (Type, Method) = (type, method);

    /// <summary>Patches the target that has a given full name. Use this if the library doesn't reference the target's assembly.</summary>
    /// <param name="target">
    /// The name, as <see cref="Patchable.Find(string)"/> takes it: <c>Shop.PriceService.Quote(System.Int32)</c>. The parameter list can be left out
    /// if the marked method's signature selects the overload. On a class, the full name of the type: <c>Shop.PriceService</c>.
    /// </param>
    public PatchAttribute(string target) => Target = target;

    /// <summary>Gets the type that declares the target; null if the attribute doesn't name a type.</summary>
    public Type? Type { get; }

    /// <summary>Gets the name of the target in <see cref="Type"/>; null to use the name of the marked method.</summary>
    public string? Method { get; }

    /// <summary>Gets the full name of the target; null if the attribute doesn't give one.</summary>
    public string? Target { get; }

    /// <summary>
    /// Gets or sets the type arguments of the one instantiation of a generic target to patch: those of its type, outermost first, then those of the
    /// method.
    /// </summary>
    public Type[]? TypeArguments { get; set; }

    /// <summary>
    /// Gets or sets whether the library fails to load if the target doesn't exist, has another signature, or its assembly has a version that doesn't
    /// fit. If <see langword="false"/>, only this patch is skipped. The default is <see langword="true"/>. <see langword="false"/> on a class applies to
    /// all its methods.
    /// </summary>
    public bool Required { get; set; } = true;

    /// <summary>Gets or sets the lowest version, inclusive, of the target's assembly that the patch is for: <c>1.2</c>.</summary>
    public string? MinTargetVersion { get; set; }

    /// <summary>Gets or sets the highest version, inclusive, of the target's assembly that the patch is for: <c>1.4</c>.</summary>
    public string? MaxTargetVersion { get; set; }

    /// <summary>Gets or sets the owner: the name of who is responsible for the patch. The default is the name of the library.</summary>
    public string? Owner { get; set; }

    /// <summary>
    /// Gets or sets the priority among patch libraries. Of several replacements of one method, the one with the highest priority runs. Of several
    /// layers, the one with the highest priority is the outermost. Among equal priorities, the newest wins. The default is 0. On a class, applies
    /// to the methods that don't set a priority of their own.
    /// </summary>
    public int Priority { get; set; }

    /// <summary>
    /// Gets or sets the share of the calls that run the replacement, from 0 to 1, picked at random: 0.1 for a tenth. The others run what lies below. The
    /// program can change the share while the library is applied. The default is 1, for all calls. Not for layers. On a class, applies to the methods
    /// that don't set a share of their own.
    /// </summary>
    public double Share { get; set; } = 1;

    /// <summary>
    /// Gets or sets whether the replacement runs beside the target instead of in its place, for comparison: callers get what they got before, and the
    /// program learns of differences. <see cref="Share"/> then says beside how many calls. Not for layers. On a class, <see langword="true"/> applies
    /// to all its methods. The default is <see langword="false"/>.
    /// </summary>
    public bool Shadow { get; set; }
}
