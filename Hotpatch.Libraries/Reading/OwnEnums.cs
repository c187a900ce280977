using System.Reflection;
using System.Reflection.Metadata;

namespace Hotpatch.Libraries.Reading;

/// <summary>Finds enumerations of the module by the names that attributes' values give them.</summary>
internal static class OwnEnums
{
    /// <returns>What the enumeration is made of; null where the module has none of that name.</returns>
    public static SerializationTypeCode? Find(MetadataReader reader, string name)
    {
        // "Outer+Inner, Assembly": the assembly may be left out, so that it does not matter.
        var parts = name.Split(',')[0].Trim().Split('+');
        var inner = parts[^1];
        foreach (var type in reader.TypeDefinitions.Select(reader.GetTypeDefinition))
        {
            if (FullName(reader, type) is var full && full.EndsWith(inner, StringComparison.Ordinal) && Nested(reader, type) == string.Join('+', parts))
                return Underlying(reader, type);
        }

        return null;
    }

    private static string Nested(MetadataReader reader, TypeDefinition type)
        => type.GetDeclaringType() is { IsNil: false } outer
            ? $"{Nested(reader, reader.GetTypeDefinition(outer))}+{reader.GetString(type.Name)}"
            : FullName(reader, type);

    private static string FullName(MetadataReader reader, TypeDefinition type)
        => type.Namespace.IsNil ? reader.GetString(type.Name) : $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";

    private static SerializationTypeCode? Underlying(MetadataReader reader, TypeDefinition type)
    {
        foreach (var field in type.GetFields().Select(reader.GetFieldDefinition))
        {
            if (field.Attributes.HasFlag(FieldAttributes.Static))
                continue;

            var signature = reader.GetBlobReader(field.Signature);
            _ = signature.ReadByte();
            return (SerializationTypeCode)signature.ReadByte();
        }

        return null;
    }
}
