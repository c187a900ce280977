namespace Hotpatch;

/// <summary>
/// Marks a static method of a patch library as what a patchable method elsewhere shall run instead; or a static class, for all its public static
/// methods.
/// </summary>
/// <remarks>
/// <para>
/// The method has the signature of the patchable method's replacements: for an instance method the first parameter is the instance, by <c>ref</c>
/// for structs. With one more parameter in front, a delegate of that signature, it is a layer: the delegate calls what lies below.
/// </para>
/// <para>
/// A generic method, or a method of a generic type, is patched in all its instantiations by a generic method whose type parameters are those of
/// the type, outermost first, then those of the method; or in one of them, which <see cref="TypeArguments"/> or the closed type names, by a method
/// that is not generic.
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
    /// The target has the name of the marked method, in the type that the class's attribute names, or that has the namespace and the name of the class.
    /// </summary>
    public PatchAttribute()
    {
    }

    /// <summary>The target by its type and its name.</summary>
    /// <param name="type">The type that declares the patchable method.</param>
    /// <param name="method">
    /// The method's name, or that of its property; where it is missing, the name of the marked method. On a class it is not given. Overloads are told apart by the signature.
    /// </param>
    public PatchAttribute(Type type, string? method = null) => (Type, Method) = (type, method);

    /// <summary>The target by its full name, for a library that does not reference what it patches.</summary>
    /// <param name="target">
    /// As <see cref="Patchable.Find"/> takes it: <c>Shop.PriceService.Quote(System.Int32)</c>, without the parameter list where the signature tells
    /// overloads apart. On a class, the full name of the type: <c>Shop.PriceService</c>.
    /// </param>
    public PatchAttribute(string target) => Target = target;

    /// <summary>The type that declares the target, where it is named by it.</summary>
    public Type? Type { get; }

    /// <summary>The target's name in <see cref="Type"/>; null for that of the marked method.</summary>
    public string? Method { get; }

    /// <summary>The target's full name, where it is named by it.</summary>
    public string? Target { get; }

    /// <summary>The one instantiation of a generic target to patch: the arguments of its type, outermost first, then those of the method.</summary>
    public Type[]? TypeArguments { get; set; }

    /// <summary>
    /// Whether the library can only be loaded where this target is there, in a version that fits, with this signature. Otherwise it is left out.
    /// <see langword="true"/> where not said otherwise; on a class, for all its methods.
    /// </summary>
    public bool Required { get; set; } = true;

    /// <summary>The lowest version of the target's assembly that the patch is for, itself included: <c>1.2</c>.</summary>
    public string? MinTargetVersion { get; set; }

    /// <summary>The highest version of the target's assembly that the patch is for, itself included.</summary>
    public string? MaxTargetVersion { get; set; }

    /// <summary>Who is responsible for the patch, for those who look at what is applied; where it is missing, the library's name.</summary>
    public string? Owner { get; set; }

    /// <summary>
    /// Of libraries that replace the same method, the one with the highest number runs, and of layers, the one with the highest number is called
    /// first; among equals the newest. 0 where not said otherwise; on a class, for those of its methods that do not say it themselves.
    /// </summary>
    public int Priority { get; set; }
}
