using System.Reflection.Metadata;
using System.Runtime.InteropServices;

namespace Hotpatch.Libraries.Reading;

/// <summary>The type of an attribute's value: a simple one, an enumeration, or an array of one of them.</summary>
/// <param name="Code">The type, or that of the elements.</param>
/// <param name="IsArray">Whether there are several.</param>
/// <param name="EnumName">The enumeration's name, where it is one.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AttributeValueType(SerializationTypeCode Code, bool IsArray, string? EnumName)
{
    /// <param name="reader">The metadata.</param>
    /// <param name="signature">The constructor's, at a parameter.</param>
    /// <param name="attribute">What the constructor is of: an instantiation says what its type parameters are.</param>
    public static AttributeValueType Read(MetadataReader reader, ref BlobReader signature, EntityHandle attribute)
    {
        var code = (SignatureTypeCode)signature.ReadByte();
        var isArray = code == SignatureTypeCode.SZArray;
        if (isArray)
            code = (SignatureTypeCode)signature.ReadByte();

        string? enumName = null;
        switch (code)
        {
            case >= SignatureTypeCode.Boolean and <= SignatureTypeCode.String:
                return new((SerializationTypeCode)code, isArray, null);
            case SignatureTypeCode.Object:
                return new(SerializationTypeCode.TaggedObject, isArray, null);
            case (SignatureTypeCode)SignatureTypeKind.Class when IsSystemType(reader, signature.ReadTypeHandle()):
                return new(SerializationTypeCode.Type, isArray, null);
            case (SignatureTypeCode)SignatureTypeKind.ValueType:
                return new(EnumCode(reader, signature.ReadTypeHandle(), out enumName), isArray, enumName);
            case SignatureTypeCode.GenericTypeInstance when signature.ReadByte() == (byte)SignatureTypeKind.ValueType:
                // An enumeration within a generic type.
                var @enum = EnumCode(reader, signature.ReadTypeHandle(), out enumName);
                TypeArguments.SkipAll(ref signature, signature.ReadCompressedInteger());
                return new(@enum, isArray, enumName);
            case SignatureTypeCode.GenericTypeParameter:
                var argument = TypeArguments.Find(reader, attribute, signature.ReadCompressedInteger());
                var type = Read(reader, ref argument, default);
                Damaged.Unless(!(isArray && type.IsArray), "an attribute's constructor takes an array of arrays");
                return type with { IsArray = isArray || type.IsArray };
            default:
                throw Damaged.Because("an attribute's constructor takes what no attribute can hold");
        }
    }

    private static bool IsSystemType(MetadataReader reader, EntityHandle handle)
        => handle.Kind == HandleKind.TypeReference
            && reader.GetTypeReference((TypeReferenceHandle)handle) is var type
            && reader.StringComparer.Equals(type.Name, "Type") && reader.StringComparer.Equals(type.Namespace, "System");

    // What an enumeration of the module is made of; SerializationTypeCode.Enum where it is declared elsewhere.
    private static SerializationTypeCode EnumCode(MetadataReader reader, EntityHandle handle, out string? name)
    {
        name = null;
        if (handle.Kind == HandleKind.TypeReference)
        {
            var type = reader.GetTypeReference((TypeReferenceHandle)handle);
            name = $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
            return SerializationTypeCode.Enum;
        }

        Damaged.Unless(handle.Kind == HandleKind.TypeDefinition, "an attribute's constructor takes what no attribute can hold");

        foreach (var field in reader.GetTypeDefinition((TypeDefinitionHandle)handle).GetFields().Select(reader.GetFieldDefinition))
        {
            if (field.Attributes.HasFlag(System.Reflection.FieldAttributes.Static))
                continue;

            var signature = reader.GetBlobReader(field.Signature);
            _ = signature.ReadByte();
            var code = signature.ReadByte();
            Damaged.Unless(code is >= (byte)SignatureTypeCode.Boolean and <= (byte)SignatureTypeCode.Double, "an enumeration is none");
            return (SerializationTypeCode)code;
        }

        throw Damaged.Because("an attribute's constructor takes an enumeration that has no value");
    }
}
