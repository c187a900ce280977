using System.Reflection.Metadata;

namespace Hotpatch.Libraries.Reading;

/// <summary>Finds attributes that matter before an assembly is loaded.</summary>
internal static class KnownAttributes
{
    /// <summary>Returns whether the assembly is a reference assembly.</summary>
    public static bool IsReferenceAssembly(MetadataReader reader)
        => reader.GetAssemblyDefinition().GetCustomAttributes()
            .Any(attribute => Is(reader, attribute, "System.Runtime.CompilerServices", "ReferenceAssemblyAttribute"));

    private static bool Is(MetadataReader reader, CustomAttributeHandle attribute, string @namespace, string name)
    {
        if (reader.GetCustomAttribute(attribute).Constructor is not { Kind: HandleKind.MemberReference } constructor
            || reader.GetMemberReference((MemberReferenceHandle)constructor).Parent is not { Kind: HandleKind.TypeReference } parent)
            return false;

        var type = reader.GetTypeReference((TypeReferenceHandle)parent);
        return reader.StringComparer.Equals(type.Name, name) && reader.StringComparer.Equals(type.Namespace, @namespace);
    }
}
