using Hotpatch.Fody.Configuration;
using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>The names of a method in metadata.</summary>
internal sealed class MetadataName(MethodDefinition method) : IMethodName
{
    public string Namespace => method.DeclaringType.OutermostNamespace();

    public string Type => method.DeclaringType.DisplayName();

    public string Name => method.Name;

    public bool IsVisible => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && IsVisibleOutside(method.DeclaringType);

    public bool IsAggressivelyInlined => method.AggressiveInlining;

    private static bool IsVisibleOutside(TypeDefinition type)
        => type.DeclaringType is { } outer
            ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamilyOrAssembly) && IsVisibleOutside(outer)
            : type.IsPublic;
}
