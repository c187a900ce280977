namespace Hotpatch;

/// <summary>The properties that <see cref="PatchAttribute"/> and <see cref="PatchCallsAttribute"/> have in common. Not for use by hand.</summary>
/// <remarks>On a class, a property applies to the methods that don't set it themselves.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)]
public abstract class LibraryPatchAttribute : Attribute
{
    private protected LibraryPatchAttribute()
    {
    }

    private protected LibraryPatchAttribute(Type type, string? method) => (Type, Method) = (type, method);

    private protected LibraryPatchAttribute(string target) => Target = target;

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

    /// <summary>
    /// Gets or sets the lowest version, inclusive, of the target's assembly that the patch is for: <c>1.2</c>. If <see cref="PatchCallsAttribute.In"/> names
    /// an assembly, the version is that of the named assembly.
    /// </summary>
    public string? MinTargetVersion { get; set; }

    /// <summary>
    /// Gets or sets the highest version, inclusive, of the target's assembly that the patch is for: <c>1.4</c>. The assembly is that of
    /// <see cref="MinTargetVersion"/>.
    /// </summary>
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
    /// Gets or sets the name of a feature flag. The patch runs for the calls for which the flag is on; the others run what lies below. The program's
    /// provider of flags is asked for each call. Not with <see cref="Share"/> or <see cref="Shadow"/>. On a class, applies to the methods that don't name
    /// a flag of their own. The default is <see langword="null"/>, for all calls.
    /// </summary>
    public string? Feature { get; set; }

    /// <summary>
    /// Gets or sets whether the replacement runs beside the target instead of in its place, for comparison: callers get what they got before, and the
    /// program learns of differences. <see cref="Share"/> then says beside how many calls. Not for layers. On a class, <see langword="true"/> applies
    /// to all its methods. The default is <see langword="false"/>.
    /// </summary>
    public bool Shadow { get; set; }
}
