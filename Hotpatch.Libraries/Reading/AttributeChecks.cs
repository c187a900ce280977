using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Hotpatch.Libraries.Reading;

/// <summary>
/// Checks that attributes name constructors. For anything else, .NET 8 crashes the process when the attribute is read. The values are not checked: wrong
/// ones throw where they are read, and the size of an enumeration from another assembly is unknown here.
/// </summary>
internal static class AttributeChecks
{
    public static void Run(MetadataTables tables)
    {
        var reader = tables.Reader;
        var seen = new HashSet<EntityHandle>();
        for (var row = 1; row <= tables.Rows(TableIndex.CustomAttribute); row++)
        {
            var constructor = reader.GetCustomAttribute(MetadataTokens.CustomAttributeHandle(row)).Constructor;
            if (seen.Add(constructor))
                Damaged.Unless(IsConstructor(reader, constructor), "an attribute is created by something else than a constructor");
        }
    }

    private static bool IsConstructor(MetadataReader reader, EntityHandle handle)
    {
        var (name, blob) = handle.Kind == HandleKind.MethodDefinition
            ? (reader.GetMethodDefinition((MethodDefinitionHandle)handle).Name, reader.GetMethodDefinition((MethodDefinitionHandle)handle).Signature)
            : (reader.GetMemberReference((MemberReferenceHandle)handle).Name, reader.GetMemberReference((MemberReferenceHandle)handle).Signature);
        var header = reader.GetBlobReader(blob).ReadSignatureHeader();
        return header is { Kind: SignatureKind.Method, IsInstance: true, IsGeneric: false }
            && reader.StringComparer.Equals(name, ConstructorInfo.ConstructorName);
    }
}
