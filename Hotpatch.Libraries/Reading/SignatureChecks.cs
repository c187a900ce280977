using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Hotpatch.Libraries.Reading;

/// <summary>
/// Reads signatures, ECMA-335 II.23.2, to their ends. The runtime has element types of its own that are raw pointers; none of them may reach it from a file.
/// </summary>
internal sealed class SignatureChecks(MetadataTables tables, TypeFacts types, int imageLength)
{
    // The runtime and the compilers recurse.
    private const int Deepest = 64;
    private const int Longest = 0x10000;
    private const byte FieldSignature = 6, LocalsSignature = 7, PropertySignature = 8, InstantiationSignature = 10;

    // Whether a type from elsewhere is a value type: 0 for not known yet, 1 for no, 2 for yes.
    private readonly byte[] _kinds = new byte[tables.Rows(TableIndex.TypeRef) + 1];

    // Rows share signatures, but never so many that this is reached; a file that was made to keep its reader busy does.
    private long _budget = Math.Max(1 << 24, 32L * imageLength);
    private BlobReader _in;
    private GenericScope _scope;
    private bool _isTypeSpec;

    /// <returns>The value type of the module that the field holds, or 0.</returns>
    public int Field(uint blob, GenericScope scope)
    {
        Begin(blob, scope);
        Expect(FieldSignature);
        Modifiers();
        var start = _in.Offset;
        Type(0, mayBeReference: true);
        End();

        _in.Offset = start;
        if (_in.ReadByte() != (byte)SignatureTypeKind.ValueType)
            return 0;

        var token = _in.ReadTypeHandle();
        return token.Kind == HandleKind.TypeDefinition ? MetadataTokens.GetRowNumber(token) : 0;
    }

    public MethodShape Method(uint blob, GenericScope scope, SignatureUse use)
    {
        Begin(blob, scope);
        var shape = Method(0, use);
        End();
        return shape;
    }

    public void Property(uint blob, GenericScope scope)
    {
        Begin(blob, scope);
        Damaged.Unless((_in.ReadByte() & ~0x20) == PropertySignature, "a property's signature is none");
        var count = Count(0);
        for (var index = 0; index <= count; index++)
            Type(0, mayBeReference: true);

        End();
    }

    /// <summary>A signature that methods' bodies name: of their variables, or of a call through a pointer; some compilers leave constants' types.</summary>
    /// <returns>The number of variables; -1 for another kind.</returns>
    public int StandAlone(uint blob)
    {
        Begin(blob, GenericScope.Unknown);
        var kind = _in.ReadByte();
        if (kind == FieldSignature)
        {
            Type(0, mayBeReference: true);
            End();
            return -1;
        }

        _in.Offset = 0;
        if (kind != LocalsSignature)
        {
            _ = Method(0, SignatureUse.Pointer);
            End();
            return -1;
        }

        _in.Offset = 1;
        var count = Count(0);
        for (var index = 0; index < count; index++)
        {
            Modifiers();
            if (Peek() == (byte)SignatureTypeCode.Pinned)
                _ = _in.ReadByte();

            Type(0, mayBeReference: true);
        }

        End();
        return count;
    }

    public void TypeSpec(uint blob)
    {
        Begin(blob, GenericScope.Unknown);
        _isTypeSpec = true;
        Type(0);
        End();
    }

    /// <returns>The number of type arguments.</returns>
    public int Instantiation(uint blob)
    {
        Begin(blob, GenericScope.Unknown);
        Expect(InstantiationSignature);
        var count = Count(1);
        for (var index = 0; index < count; index++)
            Type(0);

        End();
        return count;
    }

    public static bool IsField(MetadataReader reader, BlobHandle signature)
        => reader.GetBlobReader(signature) is { Length: > 0 } blob && blob.ReadByte() == FieldSignature;

    private void Begin(uint blob, GenericScope scope)
    {
        _in = tables.Reader.GetBlobReader(MetadataTokens.BlobHandle((int)blob));
        (_scope, _isTypeSpec) = (scope, false);
        _budget -= _in.Length;
        Damaged.Unless(_in.Length is > 0 and < Longest && _budget > 0, "a signature is missing, or too long");
    }

    private void End() => Damaged.Unless(_in.RemainingBytes == 0, "a signature goes on after its end");

    private void Expect(byte kind) => Damaged.Unless(_in.ReadByte() == kind, "a signature is of another kind");

    // Each of them has a byte at least.
    private int Count(int least)
    {
        var count = _in.ReadCompressedInteger();
        Damaged.Unless(count >= least && count <= _in.RemainingBytes, $"a signature counts {count} parts");
        return count;
    }

    private byte Peek()
    {
        var next = _in.ReadByte();
        _in.Offset--;
        return next;
    }

    private MethodShape Method(int depth, SignatureUse use)
    {
        var header = _in.ReadByte();
        var (convention, isGeneric) = (header & 0x0F, (header & 0x10) != 0);
        Damaged.Unless(
            (header & 0x80) == 0 && (convention is 0 or 5 || (use == SignatureUse.Pointer && convention is < 5 or 9)) && !(use == SignatureUse.Pointer && isGeneric),
            "a method's signature has a calling convention that it cannot have");
        var typeParameters = isGeneric ? _in.ReadCompressedInteger() : 0;
        Damaged.Unless(isGeneric == typeParameters is > 0 and <= ushort.MaxValue, "a generic method's signature has no type parameters");
        var count = Count(0);
        Modifiers();
        Type(depth, mayBeVoid: true, mayBeReference: true);
        for (var index = 0; index < count; index++)
        {
            if (convention == 5 && use != SignatureUse.Definition && Peek() == (byte)SignatureTypeCode.Sentinel)
                _ = _in.ReadByte();

            Type(depth, mayBeReference: true);
        }

        return new MethodShape((header & 0x20) != 0, typeParameters, count);
    }

    private void Modifiers()
    {
        while (Peek() is (byte)SignatureTypeCode.RequiredModifier or (byte)SignatureTypeCode.OptionalModifier)
        {
            _ = _in.ReadByte();
            var (table, _) = Token();
            // Else it could be its own.
            Damaged.Unless(!_isTypeSpec || table != TableIndex.TypeSpec, "a type's modifier is made of types itself");
        }
    }

    private void Type(int depth, bool mayBeVoid = false, bool mayBeReference = false)
    {
        Damaged.Unless(depth < Deepest, "a signature is too deep");
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
            case SignatureTypeCode.ByReference:
                Type(depth + 1);
                break;
            case SignatureTypeCode.Pointer:
                Type(depth + 1, mayBeVoid: true);
                break;
            case SignatureTypeCode.SZArray:
                Type(depth + 1);
                break;
            case (SignatureTypeCode)SignatureTypeKind.ValueType:
                _ = Class(isValueType: true);
                break;
            case (SignatureTypeCode)SignatureTypeKind.Class:
                _ = Class(isValueType: false);
                break;
            case SignatureTypeCode.GenericTypeParameter:
                Damaged.Unless(_in.ReadCompressedInteger() < _scope.OfType, "a signature names a type parameter that its type does not have");
                break;
            case SignatureTypeCode.GenericMethodParameter:
                Damaged.Unless(_in.ReadCompressedInteger() < _scope.OfMethod, "a signature names a type parameter that its method does not have");
                break;
            case SignatureTypeCode.GenericTypeInstance:
                Instance(depth);
                break;
            case SignatureTypeCode.Array:
                Array(depth);
                break;
            case SignatureTypeCode.FunctionPointer:
                _ = Method(depth + 1, SignatureUse.Pointer);
                break;
            case var other:
                throw Damaged.Because($"a signature has an element 0x{(byte)other:X2}, which no file can have there");
        }
    }

    private void Instance(int depth)
    {
        var kind = (SignatureTypeKind)_in.ReadByte();
        Damaged.Unless(kind is SignatureTypeKind.Class or SignatureTypeKind.ValueType, "a signature has type arguments for what has no type parameters");
        var (table, row) = Class(kind == SignatureTypeKind.ValueType);
        var count = Count(1);
        Damaged.Unless(
            table != TableIndex.TypeDef || types.TypeParameters(row) == count, $"a signature gives {count} type arguments to a type with another number of type parameters");
        for (var index = 0; index < count; index++)
            Type(depth + 1);
    }

    private void Array(int depth)
    {
        Type(depth + 1);
        var rank = _in.ReadCompressedInteger();
        Damaged.Unless(rank is > 0 and <= 32, $"a signature has an array of rank {rank}");
        var sizes = Count(0);
        Damaged.Unless(sizes <= rank, "an array's signature has more sizes than dimensions");
        for (var index = 0; index < sizes; index++)
            _ = _in.ReadCompressedInteger();

        var bounds = Count(0);
        Damaged.Unless(bounds <= rank, "an array's signature has more bounds than dimensions");
        for (var index = 0; index < bounds; index++)
            _ = _in.ReadCompressedSignedInteger();
    }

    private (TableIndex Table, int Row) Class(bool isValueType)
    {
        var (table, row) = Token();
        Damaged.Unless(table != TableIndex.TypeSpec, "a signature names a type that is made of types where a declared one must be");
        if (table == TableIndex.TypeDef)
        {
            Damaged.Unless(types.IsValueType(row) == isValueType, "a signature has a class where a value type was declared, or the other way round");
        }
        else
        {
            var kind = isValueType ? (byte)2 : (byte)1;
            Damaged.Unless(_kinds[row] == 0 || _kinds[row] == kind, "signatures disagree whether a type is a class or a value type");
            _kinds[row] = kind;
        }

        return (table, row);
    }

    private (TableIndex Table, int Row) Token()
    {
        var coded = _in.ReadCompressedInteger();
        var table = (coded & 3) switch
        {
            0 => TableIndex.TypeDef,
            1 => TableIndex.TypeRef,
            2 => TableIndex.TypeSpec,
            _ => throw Damaged.Because("a signature names a type of no table"),
        };
        Damaged.Unless(coded >> 2 is > 0 and var row && row <= tables.Rows(table), $"a signature names row {coded >> 2} of {table}, which is not there");
        return (table, coded >> 2);
    }
}
