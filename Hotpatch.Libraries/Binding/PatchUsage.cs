using System.Reflection;
using Hotpatch.Libraries.Reading;
using Hotpatch.Naming;

namespace Hotpatch.Libraries.Binding;

/// <summary>A method of a library that is to patch another method. Combines its own <see cref="PatchAttribute"/> and that of its class.</summary>
/// <param name="Method">The library's method.</param>
internal sealed record PatchUsage(MethodInfo Method)
{
    /// <summary>Gets the target's full name, if the method's attribute names the target as text; otherwise null.</summary>
    public string? FullName { get; init; }

    /// <summary>Gets the target's type, if an attribute names it as a type; otherwise null.</summary>
    public Type? Type { get; init; }

    /// <summary>Gets the full name of the target's type, which counts if <see cref="FullName"/> and <see cref="Type"/> are null.</summary>
    public required string TypeName { get; init; }

    /// <summary>Gets the simple name of the target.</summary>
    public required string Name { get; init; }

    public Type[]? TypeArguments { get; init; }

    public bool IsRequired { get; init; } = true;

    public VersionRange Versions { get; init; } = VersionRange.All;

    public string? Owner { get; init; }

    public int Priority { get; init; }

    /// <summary>Gets the share of the calls that run the replacement; null if no attribute sets it.</summary>
    public double? Share { get; init; }

    /// <summary>Gets whether the replacement runs beside the target.</summary>
    public bool IsShadow { get; init; }

    /// <summary>Gets the target as the attributes name it.</summary>
    public string TargetName => FullName ?? (Type is null ? TypeName : MethodName.Of(Type)) + "." + Name;

    /// <summary>Gets the beginning of messages: "method for target".</summary>
    public string Text => $"{NameOf(Method)} for {TargetName}";

    /// <summary>Returns the full name of a library's method, for messages and reports.</summary>
    public static string NameOf(MethodBase method) => $"{(method.DeclaringType is { } type ? MethodName.Of(type) : "?")}.{method.Name}";
}
