using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Hotpatch.Libraries.Reading;

/// <summary>Checks the signatures of all rows that have one, and where the initial data of fields lies.</summary>
internal sealed class MemberChecks(PEReader image, MetadataTables tables)
{
    private readonly SignatureChecks _signatures = new(tables);

    public void Run()
    {
        Each(TableIndex.TypeSpec, row => _signatures.TypeSpec(tables.Value(TableIndex.TypeSpec, row, 0)));
        Each(TableIndex.Field, row => _signatures.Field(tables.Value(TableIndex.Field, row, 2)));
        Each(TableIndex.MethodDef, row => _signatures.Method(tables.Value(TableIndex.MethodDef, row, 4), SignatureUse.Definition));
        Each(TableIndex.MemberRef, CheckReference);
        Each(TableIndex.StandAloneSig, row => _signatures.StandAlone(tables.Value(TableIndex.StandAloneSig, row, 0)));
        Each(TableIndex.Property, row => _signatures.Property(tables.Value(TableIndex.Property, row, 2)));
        Each(TableIndex.MethodSpec, row => _signatures.Instantiation(tables.Value(TableIndex.MethodSpec, row, 1)));
        Each(TableIndex.FieldRva, CheckData);
    }

    private void Each(TableIndex table, Action<int> check)
    {
        for (var row = 1; row <= tables.Rows(table); row++)
            check(row);
    }

    private void CheckReference(int row)
    {
        var blob = tables.Value(TableIndex.MemberRef, row, 2);
        if (SignatureChecks.IsField(tables.Reader, MetadataTokens.BlobHandle((int)blob)))
            _signatures.Field(blob);
        else
            _signatures.Method(blob, SignatureUse.Reference);
    }

    // The runtime does not check where the data of a field lies: outside of the file, reading the field returns foreign memory or crashes the process.
    private void CheckData(int row)
    {
        var (rva, field) = (tables.Value(TableIndex.FieldRva, row, 0), (int)tables.Value(TableIndex.FieldRva, row, 1));
        Damaged.Unless(
            rva <= int.MaxValue && image.GetSectionData((int)rva).Length >= SizeOf(field), "the data of a field lies outside of the file's sections");
    }

    // The least size. For a value type of another assembly, the size is not known.
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
            case (SignatureTypeCode)SignatureTypeKind.ValueType:
                var handle = signature.ReadTypeHandle();
                return handle.Kind == HandleKind.TypeDefinition
                    ? Math.Max(1, tables.Reader.GetTypeDefinition((TypeDefinitionHandle)handle).GetLayout().Size)
                    : 1;
            default:
                return 1;
        }
    }
}
