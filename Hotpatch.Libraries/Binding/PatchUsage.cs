using System.Reflection;
using Hotpatch.Libraries.Reading;
using Hotpatch.Naming;

namespace Hotpatch.Libraries.Binding;

/// <summary>A method of a library that is to patch another method, or calls of it. Combines its own attribute and that of its class.</summary>
/// <param name="Method">The library's method.</param>
internal sealed record PatchUsage(MethodInfo Method)
{
    /// <summary>Gets whether calls are patched, in place of the method itself.</summary>
    public bool IsOfCalls { get; init; }

    /// <summary>Gets the name of the assembly whose calls are patched; null for the calls of all assemblies.</summary>
    public string? Caller { get; init; }

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

    /// <summary>Gets the name of the feature flag that decides which calls run the patch; null if no attribute sets it.</summary>
    public string? Feature { get; init; }

    /// <summary>Gets whether the replacement runs beside the target.</summary>
    public bool IsShadow { get; init; }

    /// <summary>Gets the attribute, for messages.</summary>
    public string Mark => PatchAttributeReader.TextOf(IsOfCalls);

    /// <summary>Gets the type in the attributes, if it is an instantiation of a generic type; otherwise null.</summary>
    public Type? ClosedType => Type is { IsGenericType: true, IsGenericTypeDefinition: false } closed ? closed : null;

    /// <summary>Gets the target as the attributes name it. Calls have the assembly that makes them in front, as the names of their handles.</summary>
    public string TargetName => (IsOfCalls ? (Caller ?? MethodName.AllCallers) + MethodName.CallerEnd : string.Empty) + Called;

    /// <summary>Gets the target as the attributes name it, without the assembly that makes the calls.</summary>
    public string Called => FullName ?? (Type is null ? TypeName : MethodName.Of(Type)) + "." + Name;

    /// <summary>Gets the beginning of messages: "method for target".</summary>
    public string Text => $"{NameOf(Method)} for {TargetName}";

    /// <summary>
    /// Returns the type arguments of the one instantiation of a generic target that the patch is for. Returns null if the patch is for all instantiations,
    /// or if it names a closed type without the type arguments of the method.
    /// </summary>
    public Type[]? ArgumentsFor(MethodBase open)
    {
        if (ClosedType is not { } closed)
            return TypeArguments;

        // A closed type gives its own type arguments; TypeArguments may list all, or only those of the method.
        var ofType = closed.GetGenericArguments();
        return TypeArguments is not { } given ? open.IsGenericMethodDefinition ? null : ofType
            : given.Length > ofType.Length && given.AsSpan(0, ofType.Length).SequenceEqual(ofType) ? given
            : [.. ofType, .. given];
    }

    /// <summary>Returns the full name of a library's method, for messages and reports.</summary>
    public static string NameOf(MethodBase method) => $"{(method.DeclaringType is { } type ? MethodName.Of(type) : "?")}.{method.Name}";
}
