using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Hotpatch.Libraries.Reading;

/// <summary>Fields, methods and properties, and all other rows that have a signature.</summary>
internal sealed class MemberChecks(PEReader image, MetadataTables tables, TypeFacts types, SignatureChecks signatures)
{
    private readonly MethodShape[] _shapes = new MethodShape[tables.Rows(TableIndex.MethodDef) + 1];
    private readonly int[] _locals = new int[tables.Rows(TableIndex.StandAloneSig) + 1];

    /// <summary>The signature of a method of the module.</summary>
    public MethodShape ShapeOf(int method) => _shapes[method];

    /// <summary>The number of variables that a signature declares; -1 where it is one of a call.</summary>
    public int LocalsOf(int signature) => _locals[signature];

    public void Run()
    {
        Each(TableIndex.TypeSpec, row => signatures.TypeSpec(tables.Value(TableIndex.TypeSpec, row, 0)));
        CheckFields();
        Each(TableIndex.MethodDef, CheckMethod);
        Each(TableIndex.MemberRef, CheckReference);
        Each(TableIndex.StandAloneSig, row => _locals[row] = signatures.StandAlone(tables.Value(TableIndex.StandAloneSig, row, 0)));
        Each(TableIndex.Property, row => signatures.Property(tables.Value(TableIndex.Property, row, 2), GenericScope.Unknown));
        Each(TableIndex.MethodSpec, CheckInstantiation);
        Each(TableIndex.MethodImpl, CheckOverride);
        Each(TableIndex.Constant, CheckConstant);
        Each(TableIndex.ImplMap, CheckImport);
    }

    private void Each(TableIndex table, Action<int> check)
    {
        for (var row = 1; row <= tables.Rows(table); row++)
            check(row);
    }

    private void CheckFields()
    {
        // A value type that has itself in it has no size.
        var contents = new List<(int Holder, int Held)>();
        for (var field = 1; field <= tables.Rows(TableIndex.Field); field++)
        {
            var (owner, flags) = (types.TypeOfField(field), (FieldAttributes)tables.Value(TableIndex.Field, field, 0));
            var held = signatures.Field(tables.Value(TableIndex.Field, field, 2), types.ScopeOf(owner));
            if (held != 0 && !flags.HasFlag(FieldAttributes.Static))
                contents.Add((owner, held));

            Damaged.Unless(flags.HasFlag(FieldAttributes.Static) || !flags.HasFlag(FieldAttributes.Literal), "a constant belongs to instances");
        }

        var held2 = contents.ToLookup(content => content.Holder, content => content.Held);
        Chains.CheckAcyclic(tables.Rows(TableIndex.TypeDef), type => types.IsValueType(type) ? held2[type] : [], "a value type has itself in it");
        Each(TableIndex.FieldRva, CheckData);
    }

    private void CheckData(int row)
    {
        var (rva, field) = (tables.Value(TableIndex.FieldRva, row, 0), (int)tables.Value(TableIndex.FieldRva, row, 1));
        var flags = (FieldAttributes)tables.Value(TableIndex.Field, field, 0);
        Damaged.Unless(flags.HasFlag(FieldAttributes.HasFieldRVA | FieldAttributes.Static), "a field has data, but does not say so");
        Damaged.Unless(
            rva <= int.MaxValue && image.GetSectionData((int)rva).Length >= SizeOf(field), "a field's data lies outside of its sections");
    }

    // At least; what is declared elsewhere is not known.
    private int SizeOf(int field)
    {
        var signature = tables.Reader.GetBlobReader(MetadataTokens.BlobHandle((int)tables.Value(TableIndex.Field, field, 2)));
        _ = signature.ReadByte();
        switch ((SignatureTypeCode)signature.ReadByte())
        {
            case SignatureTypeCode.Int16 or SignatureTypeCode.UInt16 or SignatureTypeCode.Char:
                return 2;
            case SignatureTypeCode.Int32 or SignatureTypeCode.UInt32 or SignatureTypeCode.Single:
                return 4;
            case SignatureTypeCode.Int64 or SignatureTypeCode.UInt64 or SignatureTypeCode.Double or SignatureTypeCode.IntPtr or SignatureTypeCode.UIntPtr:
                return 8;
            case SignatureTypeCode.Boolean or SignatureTypeCode.SByte or SignatureTypeCode.Byte:
                return 1;
            case (SignatureTypeCode)SignatureTypeKind.ValueType:
                var handle = signature.ReadTypeHandle();
                return handle.Kind == HandleKind.TypeDefinition
                    ? Math.Max(1, tables.Reader.GetTypeDefinition((TypeDefinitionHandle)handle).GetLayout().Size)
                    : 1;
            default:
                throw Damaged.Because("a field has data, but refers to objects");
        }
    }

    private void CheckMethod(int method)
    {
        var shape = signatures.Method(tables.Value(TableIndex.MethodDef, method, 4), types.ScopeOfMethod(method), SignatureUse.Definition);
        _shapes[method] = shape;
        var flags = (MethodAttributes)tables.Value(TableIndex.MethodDef, method, 2);
        Damaged.Unless(flags.HasFlag(MethodAttributes.Static) != shape.HasThis, "a method is static by its flags and not by its signature, or the other way round");
        Damaged.Unless(shape.TypeParameters == types.MethodParameters(method), "a method has another number of type parameters than its signature");

        var (first, last) = tables.Children(TableIndex.MethodDef, method, 5);
        var before = -1;
        for (var parameter = first; parameter <= last; parameter++)
        {
            var sequence = (int)tables.Value(TableIndex.Param, parameter, 1);
            Damaged.Unless(sequence > before && sequence <= shape.Parameters, "a method's parameters are not those of its signature");
            before = sequence;
        }
    }

    private void CheckReference(int row)
    {
        var blob = tables.Value(TableIndex.MemberRef, row, 2);
        if (SignatureChecks.IsField(tables.Reader, MetadataTokens.BlobHandle((int)blob)))
            _ = signatures.Field(blob, GenericScope.Unknown);
        else
            _ = signatures.Method(blob, GenericScope.Unknown, SignatureUse.Reference);
    }

    private void CheckInstantiation(int row)
    {
        var count = signatures.Instantiation(tables.Value(TableIndex.MethodSpec, row, 1));
        var (table, method) = tables.Reference(TableIndex.MethodSpec, row, 0);
        Damaged.Unless(table != TableIndex.MethodDef || types.MethodParameters(method) == count, "a method is given another number of type arguments than it takes");
    }

    private void CheckOverride(int row)
    {
        var (table, body) = tables.Reference(TableIndex.MethodImpl, row, 1);
        Damaged.Unless(
            table != TableIndex.MethodDef || types.TypeOfMethod(body) == tables.Value(TableIndex.MethodImpl, row, 0), "a type overrides something by another type's method");
    }

    private void CheckConstant(int row)
    {
        var value = tables.Reader.GetBlobReader(MetadataTokens.BlobHandle((int)tables.Value(TableIndex.Constant, row, 2)));
        var fits = (ConstantTypeCode)tables.Value(TableIndex.Constant, row, 0) switch
        {
            ConstantTypeCode.Boolean or ConstantTypeCode.SByte or ConstantTypeCode.Byte => value.Length == 1,
            ConstantTypeCode.Char or ConstantTypeCode.Int16 or ConstantTypeCode.UInt16 => value.Length == 2,
            ConstantTypeCode.Int32 or ConstantTypeCode.UInt32 or ConstantTypeCode.Single => value.Length == 4,
            ConstantTypeCode.Int64 or ConstantTypeCode.UInt64 or ConstantTypeCode.Double => value.Length == 8,
            ConstantTypeCode.NullReference => value.Length == 4 && value.ReadInt32() == 0,
            ConstantTypeCode.String => value.Length % 2 == 0,
            _ => false,
        };
        Damaged.Unless(fits, "a constant has another size than its type");
    }

    private void CheckImport(int row)
    {
        var (table, method) = tables.Reference(TableIndex.ImplMap, row, 1);
        Damaged.Unless(
            table == TableIndex.MethodDef && ((MethodAttributes)tables.Value(TableIndex.MethodDef, method, 2)).HasFlag(MethodAttributes.PinvokeImpl),
            "something is imported from a native library that does not say so");
    }
}
