using System.Reflection.Metadata;
using System.Text.Unicode;

namespace Hotpatch.Libraries.Reading;

/// <summary>Reads the values of one attribute to their end.</summary>
/// <param name="reader">The metadata.</param>
/// <param name="sizes">How long the values of enumerations are taken to be.</param>
internal sealed class AttributeValueReader(MetadataReader reader, EnumSizes sizes)
{
    private const int DeepestArray = 4;

    // Whoever reads the name of a type, recurses.
    private const int DeepestTypeName = 32;
    private const int Property = 0x54, Field = 0x53;

    /// <returns>False where the values do not come out even.</returns>
    public bool TryRead(BlobReader value, IReadOnlyList<AttributeValueType> parameters)
    {
        try
        {
            if (value.ReadUInt16() != 1)
                return false;

            foreach (var parameter in parameters)
                Value(ref value, parameter, depth: 0);

            int count = value.ReadUInt16();
            for (var index = 0; index < count; index++)
            {
                if (value.ReadByte() is not (Property or Field))
                    return false;

                var type = Type(ref value);
                Text(ref value);
                Value(ref value, type, depth: 0);
            }

            return value.RemainingBytes == 0;
        }
        catch (Exception exception) when (exception is BadImageFormatException or DamagedException)
        {
            return false;
        }
    }

    private void Value(ref BlobReader value, AttributeValueType type, int depth)
    {
        if (!type.IsArray)
        {
            Element(ref value, type, depth);
            return;
        }

        var count = value.ReadInt32();
        Damaged.Unless(count >= -1 && count <= value.RemainingBytes, "an array is longer than what holds it");
        for (var index = 0; index < count; index++)
            Element(ref value, type, depth);
    }

    private void Element(ref BlobReader value, AttributeValueType type, int depth)
    {
        switch (type.Code)
        {
            case SerializationTypeCode.Boolean or SerializationTypeCode.SByte or SerializationTypeCode.Byte:
                value.Offset++;
                break;
            case SerializationTypeCode.Char or SerializationTypeCode.Int16 or SerializationTypeCode.UInt16:
                value.Offset += 2;
                break;
            case SerializationTypeCode.Int32 or SerializationTypeCode.UInt32 or SerializationTypeCode.Single:
                value.Offset += 4;
                break;
            case SerializationTypeCode.Int64 or SerializationTypeCode.UInt64 or SerializationTypeCode.Double:
                value.Offset += 8;
                break;
            case SerializationTypeCode.Enum:
                value.Offset += sizes.Of(type.EnumName!);
                break;
            case SerializationTypeCode.String:
                Text(ref value);
                break;
            case SerializationTypeCode.Type:
                TypeName(ref value);
                break;
            case SerializationTypeCode.TaggedObject:
                Damaged.Unless(depth < DeepestArray, "an attribute's value is too deep");
                Value(ref value, Type(ref value), depth + 1);
                break;
            default:
                throw Damaged.Because("an attribute has a value of no type");
        }
    }

    private AttributeValueType Type(ref BlobReader value)
    {
        var code = value.ReadSerializationTypeCode();
        var isArray = code == SerializationTypeCode.SZArray;
        if (isArray)
            code = value.ReadSerializationTypeCode();

        if (code != SerializationTypeCode.Enum)
            return new(code, isArray, null);

        var name = TypeName(ref value);
        return new(EnumOf(name), isArray, name);
    }

    private SerializationTypeCode EnumOf(string? name)
    {
        Damaged.Unless(!string.IsNullOrEmpty(name), "an attribute names no enumeration");
        // One of the module's own may be found by its full name; what is not found is declared elsewhere.
        return OwnEnums.Find(reader, name!) ?? SerializationTypeCode.Enum;
    }

    private static void Text(ref BlobReader value) => _ = Bytes(ref value);

    private static string? TypeName(ref BlobReader value)
    {
        var name = Bytes(ref value);
        var depth = 0;
        foreach (var letter in name ?? "")
        {
            depth += letter switch { '[' => 1, ']' => -1, _ => 0 };
            Damaged.Unless(depth <= DeepestTypeName, "an attribute names a type that is too deep");
        }

        return name;
    }

    private static string? Bytes(ref BlobReader value)
    {
        if (value.RemainingBytes > 0 && value.ReadByte() == 0xFF)
            return null;

        value.Offset--;
        var length = value.ReadCompressedInteger();
        Damaged.Unless(length <= value.RemainingBytes, "a text goes beyond what holds it");
        var bytes = value.ReadBytes(length);
        Damaged.Unless(Utf8.IsValid(bytes), "a text is none");
        return System.Text.Encoding.UTF8.GetString(bytes);
    }
}
