using Hotpatch.Fody.Configuration;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Calls;

/// <summary>A method of another assembly that this assembly calls.</summary>
/// <param name="Definition">The method.</param>
/// <param name="Reference">The method as a call names it, without type arguments.</param>
internal sealed record CalledMethod(MethodDefinition Definition, MethodReference Reference) : IMethodName
{
    private static readonly string[] AccessorPrefixes = ["get_", "set_", "add_", "remove_"];

    /// <inheritdoc/>
    public string Namespace => Reference.DeclaringType.OutermostNamespace();

    /// <inheritdoc/>
    public string Type => Reference.DeclaringType.GetElementType().DisplayName();

    /// <inheritdoc/>
    public string Name => Definition.Name;

    /// <inheritdoc/>
    public bool IsVisible => true;

    /// <inheritdoc/>
    public bool IsAggressivelyInlined => false;

    /// <summary>Whether the stub's first parameter is the instance.</summary>
    public bool HasInstance => !Definition.IsStatic && !Definition.IsConstructor;

    /// <summary>The name as messages show it.</summary>
    public string DisplayName => Definition.DisplayName();

    /// <summary>Returns the name of the member that a method belongs to in source: that of the property or the event, or its own.</summary>
    public static string MemberNameOf(MethodReference method)
        => Array.Find(AccessorPrefixes, prefix => method.Name.StartsWith(prefix, StringComparison.Ordinal)) is { } prefix ? method.Name.Substring(prefix.Length) : method.Name;
}
