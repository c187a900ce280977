using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Hotpatch.Libraries.Reading;

/// <summary>
/// Checks the grammar of signatures (ECMA-335 II.23.2). Needed because the runtime does not: with a wrong count it reads beyond the signature and
/// crashes, and it follows element types that are raw pointers. Whether a signature makes sense, such as its type parameters, the runtime checks itself.
/// </summary>
internal sealed class SignatureChecks(MetadataTables tables)
{
    // Far deeper than compilers nest types. Type calls itself, so a limit must keep it from overflowing the stack.
    private const int Deepest = 500;

    private const int LargestRank = 32;
    private const byte FieldSignature = 6, LocalsSignature = 7, PropertySignature = 8, InstantiationSignature = 10;

    private BlobReader _in;

    /// <summary>Returns whether a blob is the signature of a field rather than of a method.</summary>
    public static bool IsField(MetadataReader reader, BlobHandle signature)
        => reader.GetBlobReader(signature) is { Length: > 0 } blob && blob.ReadByte() == FieldSignature;

    /// <summary>Checks the signature of a field.</summary>
    public void Field(uint blob)
    {
        Begin(blob);
        Expect(FieldSignature);
        Type(0, mayBeReference: true);
        End();
    }

    /// <summary>Checks the signature of a method or of a reference to one.</summary>
    public void Method(uint blob, SignatureUse use)
    {
        Begin(blob);
        Method(0, use);
        End();
    }

    /// <summary>Checks the signature of a property.</summary>
    public void Property(uint blob)
    {
        Begin(blob);
        Damaged.Unless((_in.ReadByte() & ~0x20) == PropertySignature, "the signature of a property begins with another kind");
        var count = Count(0);
        for (var index = 0; index <= count; index++)
            Type(0, mayBeReference: true);

        End();
    }

    /// <summary>
    /// Checks a signature that IL names: of local variables, or of a call through a pointer. Some compilers also write signatures of constants.
    /// </summary>
    public void StandAlone(uint blob)
    {
        Begin(blob);
        switch (Peek())
        {
            case FieldSignature:
                _ = _in.ReadByte();
                Type(0, mayBeReference: true);
                break;
            case LocalsSignature:
                _ = _in.ReadByte();
                Locals();
                break;
            default:
                Method(0, SignatureUse.Pointer);
                break;
        }

        End();
    }

    /// <summary>Checks the signature of a constructed type.</summary>
    public void TypeSpec(uint blob)
    {
        Begin(blob);
        Type(0);
        End();
    }

    /// <summary>Checks the signature of an instantiation of a method.</summary>
    public void Instantiation(uint blob)
    {
        Begin(blob);
        Expect(InstantiationSignature);
        var count = Count(1);
        for (var index = 0; index < count; index++)
            Type(0);

        End();
    }

    private void Begin(uint blob)
    {
        _in = tables.Reader.GetBlobReader(MetadataTokens.BlobHandle((int)blob));
        Damaged.Unless(_in.Length > 0, "a signature is empty");
    }

    private void End() => Damaged.Unless(_in.RemainingBytes == 0, "a signature goes on after its end");

    private void Expect(byte kind) => Damaged.Unless(_in.ReadByte() == kind, "a signature is of another kind");

    // Each part has at least one byte, so a larger count is damaged: the runtime would read beyond the signature.
    private int Count(int least)
    {
        var count = _in.ReadCompressedInteger();
        Damaged.Unless(count >= least && count <= _in.RemainingBytes, $"a signature counts {count} parts, but has {_in.RemainingBytes} bytes left");
        return count;
    }

    private byte Peek()
    {
        var next = _in.ReadByte();
        _in.Offset--;
        return next;
    }

    private void Locals()
    {
        var count = Count(0);
        for (var index = 0; index < count; index++)
        {
            Modifiers();
            if (Peek() == (byte)SignatureTypeCode.Pinned)
                _ = _in.ReadByte();

            Type(0, mayBeReference: true);
        }
    }

    private void Method(int depth, SignatureUse use)
    {
        var header = _in.ReadByte();
        var (convention, isGeneric) = (header & 0x0F, (header & 0x10) != 0);

        // 0 is the managed convention, 5 is varargs. Below 5, and 9, are those of unmanaged code, which only a call through a pointer can have.
        Damaged.Unless(
            (header & 0x80) == 0 && (convention is 0 or 5 || (use == SignatureUse.Pointer && convention is < 5 or 9)) && !(use == SignatureUse.Pointer && isGeneric),
            $"a method's signature has the calling convention 0x{header:X2}, which does not exist there");
        if (isGeneric)
            Damaged.Unless(_in.ReadCompressedInteger() > 0, "the signature of a generic method has no type parameters");

        var count = Count(0);
        Type(depth, mayBeVoid: true, mayBeReference: true);
        for (var index = 0; index < count; index++)
        {
            // In calls with varargs, the sentinel separates the declared parameters from the further arguments.
            if (convention == 5 && use != SignatureUse.Definition && Peek() == (byte)SignatureTypeCode.Sentinel)
                _ = _in.ReadByte();

            Type(depth, mayBeReference: true);
        }
    }

    private void Modifiers()
    {
        while (Peek() is (byte)SignatureTypeCode.RequiredModifier or (byte)SignatureTypeCode.OptionalModifier)
        {
            _ = _in.ReadByte();
            _ = Token();
        }
    }

    private void Type(int depth, bool mayBeVoid = false, bool mayBeReference = false)
    {
        Damaged.Unless(depth < Deepest, "a signature is nested too deep");
        Modifiers();
        switch ((SignatureTypeCode)_in.ReadByte())
        {
            case SignatureTypeCode.Void:
                Damaged.Unless(mayBeVoid, "a signature has void where a type must be");
                break;
            case >= SignatureTypeCode.Boolean and <= SignatureTypeCode.String or SignatureTypeCode.IntPtr or SignatureTypeCode.UIntPtr
                or SignatureTypeCode.Object:
                break;
            case SignatureTypeCode.TypedReference or SignatureTypeCode.ByReference when !mayBeReference:
                throw Damaged.Because("a signature has a reference where none can be");
            case SignatureTypeCode.TypedReference:
                break;
            case SignatureTypeCode.Pointer:
                Type(depth + 1, mayBeVoid: true);
                break;
            case SignatureTypeCode.ByReference or SignatureTypeCode.SZArray:
                Type(depth + 1);
                break;
            case (SignatureTypeCode)SignatureTypeKind.ValueType or (SignatureTypeCode)SignatureTypeKind.Class:
                Declared();
                break;
            case SignatureTypeCode.GenericTypeParameter or SignatureTypeCode.GenericMethodParameter:
                _ = _in.ReadCompressedInteger();
                break;
            case SignatureTypeCode.GenericTypeInstance:
                Instance(depth);
                break;
            case SignatureTypeCode.Array:
                Array(depth);
                break;
            case SignatureTypeCode.FunctionPointer:
                Method(depth + 1, SignatureUse.Pointer);
                break;
            case var other:
                // The element types from 0x21 on are the runtime's own: it would take the next bytes for a pointer and follow it.
                throw Damaged.Because($"a signature has an element 0x{(byte)other:X2}, which no file can have there");
        }
    }

    private void Instance(int depth)
    {
        var kind = (SignatureTypeKind)_in.ReadByte();
        Damaged.Unless(kind is SignatureTypeKind.Class or SignatureTypeKind.ValueType, "a signature has type arguments for what has no type parameters");
        Declared();
        var count = Count(1);
        for (var index = 0; index < count; index++)
            Type(depth + 1);
    }

    private void Array(int depth)
    {
        Type(depth + 1);
        var rank = _in.ReadCompressedInteger();
        Damaged.Unless(rank is > 0 and <= LargestRank, $"a signature has an array of rank {rank}");
        var sizes = Count(0);
        for (var index = 0; index < sizes; index++)
            _ = _in.ReadCompressedInteger();

        var bounds = Count(0);
        for (var index = 0; index < bounds; index++)
            _ = _in.ReadCompressedSignedInteger();
    }

    // A constructed type here could be the one that the signature declares, without end.
    private void Declared()
        => Damaged.Unless(Token() != TableIndex.TypeSpec, "a signature names a constructed type where a declared one must be");

    private TableIndex Token()
    {
        var coded = _in.ReadCompressedInteger();
        var table = (coded & 3) switch
        {
            0 => TableIndex.TypeDef,
            1 => TableIndex.TypeRef,
            2 => TableIndex.TypeSpec,
            _ => throw Damaged.Because("a signature names a type of no table"),
        };
        Damaged.Unless(coded >> 2 is > 0 and var row && row <= tables.Rows(table), $"a signature names row {coded >> 2} of {table}, which has {tables.Rows(table)}");
        return table;
    }
}
