using System.Reflection.Metadata;

namespace Hotpatch.Libraries.Reading;

/// <summary>Finds the type arguments of an instantiation, in a signature that has been checked.</summary>
internal static class TypeArguments
{
    /// <returns>The signature, at the argument.</returns>
    public static BlobReader Find(MetadataReader reader, EntityHandle type, int index)
    {
        Damaged.Unless(type.Kind == HandleKind.TypeSpecification, "an attribute's constructor takes a type parameter that nothing stands for");
        var signature = reader.GetBlobReader(reader.GetTypeSpecification((TypeSpecificationHandle)type).Signature);
        Damaged.Unless(signature.ReadByte() == (byte)SignatureTypeCode.GenericTypeInstance, "an attribute is of no type that has type arguments");
        _ = signature.ReadByte();
        _ = signature.ReadTypeHandle();
        Damaged.Unless(index < signature.ReadCompressedInteger(), "an attribute's constructor takes a type parameter that nothing stands for");
        for (var skipped = 0; skipped < index; skipped++)
            Skip(ref signature);

        return signature;
    }

    public static void SkipAll(ref BlobReader signature, int count)
    {
        for (var index = 0; index < count; index++)
            Skip(ref signature);
    }

    private static void Skip(ref BlobReader signature)
    {
        switch ((SignatureTypeCode)signature.ReadByte())
        {
            case SignatureTypeCode.SZArray or SignatureTypeCode.Pointer or SignatureTypeCode.ByReference:
                Skip(ref signature);
                break;
            case SignatureTypeCode.RequiredModifier or SignatureTypeCode.OptionalModifier:
                _ = signature.ReadCompressedInteger();
                Skip(ref signature);
                break;
            case (SignatureTypeCode)SignatureTypeKind.Class or (SignatureTypeCode)SignatureTypeKind.ValueType
                or SignatureTypeCode.GenericTypeParameter or SignatureTypeCode.GenericMethodParameter:
                _ = signature.ReadCompressedInteger();
                break;
            case SignatureTypeCode.GenericTypeInstance:
                Skip(ref signature);
                SkipAll(ref signature, signature.ReadCompressedInteger());
                break;
            case SignatureTypeCode.Array:
                Skip(ref signature);
                _ = signature.ReadCompressedInteger();
                SkipNumbers(ref signature);
                SkipNumbers(ref signature);
                break;
            case SignatureTypeCode.FunctionPointer:
                _ = signature.ReadByte();
                SkipAll(ref signature, signature.ReadCompressedInteger() + 1);
                break;
        }
    }

    // Lower bounds are signed, and as long as others.
    private static void SkipNumbers(ref BlobReader signature)
    {
        for (var count = signature.ReadCompressedInteger(); count > 0; count--)
            _ = signature.ReadCompressedInteger();
    }
}
