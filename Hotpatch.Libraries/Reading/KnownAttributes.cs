using System.Reflection.Metadata;

namespace Hotpatch.Libraries.Reading;

/// <summary>Finds uses of the few attributes that matter before an assembly is loaded.</summary>
internal static class KnownAttributes
{
    /// <summary>The name of the assembly that declares <see cref="PatchAttribute"/>.</summary>
    public const string Runtime = "Hotpatch.Runtime";

    public static bool HasPatches(MetadataReader reader)
        => reader.CustomAttributes.Any(attribute => Is(reader, attribute, "Hotpatch", nameof(PatchAttribute)));

    public static bool IsReferenceAssembly(MetadataReader reader)
        => reader.GetAssemblyDefinition().GetCustomAttributes()
            .Any(attribute => Is(reader, attribute, "System.Runtime.CompilerServices", "ReferenceAssemblyAttribute"));

    /// <summary>Whether a method has no body since it gives access to what is private elsewhere.</summary>
    public static bool IsAccessor(MetadataReader reader, MethodDefinitionHandle method)
        => reader.GetMethodDefinition(method).GetCustomAttributes()
            .Any(attribute => Is(reader, attribute, "System.Runtime.CompilerServices", "UnsafeAccessorAttribute"));

    private static bool Is(MetadataReader reader, CustomAttributeHandle attribute, string @namespace, string name)
    {
        if (reader.GetCustomAttribute(attribute).Constructor is not { Kind: HandleKind.MemberReference } constructor
            || reader.GetMemberReference((MemberReferenceHandle)constructor).Parent is not { Kind: HandleKind.TypeReference } parent)
            return false;

        var type = reader.GetTypeReference((TypeReferenceHandle)parent);
        return reader.StringComparer.Equals(type.Name, name) && reader.StringComparer.Equals(type.Namespace, @namespace);
    }
}
