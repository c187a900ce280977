using System.Reflection;
using Hotpatch.Libraries.Reading;
using Hotpatch.Naming;

namespace Hotpatch.Libraries.Binding;

/// <summary>A method that shall patch another, as its own attribute and that of its class say.</summary>
/// <param name="Method">The library's method.</param>
internal sealed record PatchUsage(MethodInfo Method)
{
    /// <summary>The target's full name, where the method's attribute has one.</summary>
    public string? FullName { get; init; }

    /// <summary>The target's type, where an attribute names it by itself.</summary>
    public Type? Type { get; init; }

    /// <summary>Where neither is given: the full name of the target's type.</summary>
    public required string TypeName { get; init; }

    /// <summary>The target's name in its type.</summary>
    public required string Name { get; init; }

    public Type[]? TypeArguments { get; init; }

    public bool IsRequired { get; init; } = true;

    public VersionRange Versions { get; init; } = VersionRange.All;

    public string? Owner { get; init; }

    public int Priority { get; init; }

    /// <summary>The target as the attributes name it.</summary>
    public string TargetName => FullName ?? (Type is null ? TypeName : MethodName.Of(Type)) + "." + Name;

    /// <summary>For the beginning of messages.</summary>
    public string Text => $"{NameOf(Method)} for {TargetName}";

    public static string NameOf(MethodBase method) => $"{(method.DeclaringType is { } type ? MethodName.Of(type) : "?")}.{method.Name}";
}
