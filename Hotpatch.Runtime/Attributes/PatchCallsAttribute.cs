namespace Hotpatch;

/// <summary>
/// Marks a static method of a patch library as a patch of the calls that woven assemblies make to a method of another assembly. On a static class, marks all
/// its public static methods.
/// </summary>
/// <remarks>
/// <para>
/// The assemblies that make the calls need <see cref="PatchableCallsAttribute"/>, or a pattern in their configuration. <see cref="In"/> names one of them;
/// without it, the patch is for the calls of all of them, also of those that are loaded later.
/// </para>
/// <para>
/// The marked method is a replacement or a layer, as for <see cref="PatchAttribute"/>. For calls of an instance method, the first parameter is the instance,
/// passed by <c>ref</c> if its type is a struct. For calls of a constructor, the method returns the object.
/// </para>
/// <para>
/// A generic patch method is for the calls of all instantiations, and needs <see cref="In"/>. Without <see cref="In"/>, select one instantiation by
/// <see cref="LibraryPatchAttribute.TypeArguments"/> or a closed type.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [PatchCalls(typeof(DateTime), nameof(DateTime.UtcNow), In = "Shop")]
/// public static DateTime Noon() => new(2030, 1, 1, 12, 0, 0, DateTimeKind.Utc);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)]
public sealed class PatchCallsAttribute : LibraryPatchAttribute
{
    /// <summary>
    /// Patches the calls of the method that has the marked method's name, in the type that the attribute on the class names. Without such a type, in the
    /// type that has the class's namespace and name.
    /// </summary>
    public PatchCallsAttribute()
    {
    }

    /// <summary>Patches the calls of the method that has a given type and name.</summary>
    /// <param name="type">The type that declares the called method.</param>
    /// <param name="member">
    /// The name of the method, or of its property or event; <c>.ctor</c> or <c>Constructor</c> for constructors. If null, the name of the marked method
    /// is used. The signature selects the overload. On a class, leave this out.
    /// </param>
    public PatchCallsAttribute(Type type, string? member = null)
        : base(type, member)
    {
    }

    /// <summary>Patches the calls of the method that has a given full name. Use this if the library doesn't reference the method's assembly.</summary>
    /// <param name="target">
    /// The name, as <see cref="Patchable.Find(string)"/> takes it, without the assembly that makes the calls: <c>System.DateTime.get_UtcNow()</c>. The
    /// parameter list can be left out if the marked method's signature selects the overload. On a class, the full name of the type:
    /// <c>System.DateTime</c>.
    /// </param>
    public PatchCallsAttribute(string target)
        : base(target)
    {
    }

    /// <summary>
    /// Gets or sets the simple name of the assembly whose calls are patched: <c>Shop</c>. If null, the calls of all woven assemblies are patched. On a
    /// class, applies to the methods that don't set it themselves.
    /// </summary>
    public string? In { get; set; }
}
