using System.Buffers.Binary;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Hotpatch.Libraries.Context;
using Hotpatch.Libraries.Reading;
using static System.Reflection.Metadata.Ecma335.TableIndex;

namespace Hotpatch.Tests.Libraries.Reading;

/// <summary>
/// Metadata that no compiler writes: circles, rows that do not exist, absurd sizes. The checks refuse what would crash the process; the runtime refuses
/// the rest when the library is loaded, or it does no harm.
/// </summary>
[Category("Slow")]
public class AbsurdMetadataTests
{
    [Test]
    public void A_type_that_derives_from_itself()
        => RuntimeRefuses(Cell(TypeDef, NameOf("Point"), 3, row => (uint)row << 2));

    [Test]
    public void Types_that_derive_from_each_other()
    {
        var bytes = SoundLibrary.Copy();
        Set(bytes, TypeDef, Row(bytes, "Point"), 3, (uint)Row(bytes, "NoteAttribute") << 2);
        Set(bytes, TypeDef, Row(bytes, "NoteAttribute"), 3, (uint)Row(bytes, "Point") << 2);
        // Not sealed: the runtime would refuse that first.
        Set(bytes, TypeDef, Row(bytes, "NoteAttribute"), 0, 0x100001);
        RuntimeRefuses(bytes);
    }

    [Test]
    public void A_type_that_is_nested_in_itself()
        => Refuses(Cell(NestedClass, _ => 1, 1, row => Value(SoundLibrary.Bytes, NestedClass, row, 0)), "nested in each other in a circle");

    [Test]
    public void A_reference_to_a_type_in_itself()
        => RuntimeRefuses(Cell(TypeRef, _ => 3, 0, row => ((uint)row << 2) | 3));

    [Test]
    public void A_circle_of_references_to_types()
    {
        var bytes = SoundLibrary.Copy();
        Set(bytes, TypeRef, 3, 0, (4u << 2) | 3);
        Set(bytes, TypeRef, 4, 0, (3u << 2) | 3);
        RuntimeRefuses(bytes);
    }

    [TestCase(TypeDef, 4, 0xFFFFu, "has its children at")]
    [TestCase(TypeDef, 5, 0u, "has its children at")]
    [TestCase(TypeDef, 1, 0xFFFFu, "has its name outside")]
    [TestCase(TypeDef, 1, 0u, "has no name")]
    [TestCase(TypeDef, 3, 0xFFFCu, "refers to row")]
    [TestCase(TypeDef, 3, 3u, "refers to a table of another kind")]
    [TestCase(MemberRef, 2, 0xFFFFu, "has no data where some must be")]
    [TestCase(MemberRef, 2, 0u, "has no data where some must be")]
    [TestCase(TableIndex.MethodDef, 0, 0x7FFFFFFFu, "")]
    [TestCase(TableIndex.MethodDef, 0, 0xFFFFFFFFu, "")]
    [TestCase(FieldRva, 0, 0x7FFFFFF0u, "")]
    [TestCase(Assembly, 7, 0xFFFFu, "has its name outside")]
    [TestCase(Module, 2, 0xFFFFu, "names a GUID that does not exist")]
    [TestCase(ImplMap, 3, 0xFFFFu, "refers to row 65535 of ModuleRef")]
    [TestCase(InterfaceImpl, 0, 0xFFFFu, "refers to row 65535 of TypeDef")]
    public void A_cell_that_cannot_be(TableIndex table, int column, uint value, string problem)
        => Refuses(Cell(table, FirstWith(table), column, _ => value), problem);

    [Test]
    public void A_method_with_a_body_that_says_it_is_imported()
        => Refuses(
            Cell(TableIndex.MethodDef, FirstWithBody, 2, row => Value(SoundLibrary.Bytes, TableIndex.MethodDef, row, 2) | 0x2000),
            "a method is imported from a native library, but has a body");

    [TestCase(ClassLayout, 1, 0x7FFFFFFFu)]
    [TestCase(ClassLayout, 0, 3u)]
    [TestCase(FieldLayout, 0, 0x7FFFFFFFu)]
    public void A_cell_that_the_runtime_refuses(TableIndex table, int column, uint value)
        => RuntimeRefuses(Cell(table, FirstWith(table), column, _ => value));

    [TestCase(TableIndex.MethodDef, 1, 1u)]
    [TestCase(GenericParam, 0, 7u)]
    [TestCase(Constant, 0, 0x0Fu)]
    [TestCase(ManifestResource, 0, 0x7FFFFFFFu)]
    [TestCase(CustomAttribute, 2, 0u)]
    [TestCase(NestedClass, 0, 1u)]
    [TestCase(StandAloneSig, 0, 1u)]
    public void A_cell_that_does_no_harm(TableIndex table, int column, uint value)
    {
        LibraryContext context;
        try
        {
            context = Create(Cell(table, FirstWith(table), column, _ => value));
        }
        catch (PatchLibraryException)
        {
            return;
        }

        LoadedCode.Explore(context.Library);
        context.Unload();
    }

    [Test]
    public void A_table_with_more_rows_than_the_file_has_bytes([Values(0x7FFFFFFFu, 0xFFFFFFFFu, 0xFFFFFFu)] uint rows)
    {
        var bytes = SoundLibrary.Copy();
        var tables = Metadata(bytes) + MetadataRoot.TablesOffset(bytes.AsSpan(Metadata(bytes)));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(tables + 24), rows);
        Refuses(bytes, "");
    }

    [Test]
    public void More_parts_of_metadata_than_there_can_be()
    {
        var bytes = SoundLibrary.Copy();
        var version = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(Metadata(bytes) + 12));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(Metadata(bytes) + 16 + version + 2), 0xFFFF);
        Refuses(bytes, "");
    }

    // A pointer of the runtime, which it would follow.
    [TestCase(0x21)]
    [TestCase(0x22)]
    [TestCase(0x17)]
    [TestCase(0x00)]
    [TestCase(0xFF)]
    public void An_element_of_signatures_that_no_file_can_have(int element)
    {
        var bytes = SoundLibrary.Copy();
        Signature(bytes, Field, 1, 2)[2] = (byte)element;
        Refuses(bytes, "");
    }

    [Test]
    public void A_signature_without_end()
    {
        var bytes = SoundLibrary.Copy();
        // FIELD, and then arrays of arrays of arrays.
        for (var row = 1; row <= Rows(bytes, TypeSpec); row++)
            Signature(bytes, TypeSpec, row, 0)[1..].Fill(0x1D);

        Refuses(bytes, "");
    }

    private static void Refuses(byte[] bytes, string problem)
    {
        var refusal = Assert.Throws<PatchLibraryException>(() => LibraryImage.Read("Absurd.dll", bytes));
        Assert.That(refusal!.Message, Does.StartWith("Absurd.dll cannot be loaded: ").And.Contain(problem));
    }

    private static void RuntimeRefuses(byte[] bytes) => Assert.Throws<PatchLibraryException>(() => Create(bytes));

    private static LibraryContext Create(byte[] bytes)
        => LibraryContext.Create(LibraryImage.Read("Absurd.dll", bytes), path: null, trust: null, targets: []);

    private static int FirstWithBody(byte[] bytes)
        => Look(bytes, tables => Enumerable.Range(1, tables.Rows(TableIndex.MethodDef)).First(row => tables.Value(TableIndex.MethodDef, row, 0) != 0));

    private static byte[] Cell(TableIndex table, Func<byte[], int> rowOf, int column, Func<int, uint> value)
    {
        var bytes = SoundLibrary.Copy();
        var row = rowOf(bytes);
        Set(bytes, table, row, column, value(row));
        return bytes;
    }

    private static Func<byte[], int> NameOf(string type) => bytes => Row(bytes, type);

    // The first row is often one that may have nothing there.
    private static Func<byte[], int> FirstWith(TableIndex table) => bytes => Math.Min(2, Rows(bytes, table));

    private static int Row(byte[] bytes, string type)
        => Look(bytes, tables => Enumerable.Range(1, tables.Rows(TypeDef)).First(
            row => tables.Reader.GetString(tables.Reader.GetTypeDefinition(MetadataTokens.TypeDefinitionHandle(row)).Name) == type));

    private static int Rows(byte[] bytes, TableIndex table) => Look(bytes, tables => tables.Rows(table));

    private static uint Value(byte[] bytes, TableIndex table, int row, int column) => Look(bytes, tables => tables.Value(table, row, column));

    private static int Metadata(byte[] bytes)
    {
        using var image = new PEReader(new MemoryStream(bytes));
        return image.PEHeaders.MetadataStartOffset;
    }

    private static void Set(byte[] bytes, TableIndex table, int row, int column, uint value)
    {
        var (offset, size) = Look(SoundLibrary.Bytes, tables => (tables.OffsetOf(table, row, column), tables.SizeOf(table, column)));
        if (size == 2)
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(offset), (ushort)value);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), value);
    }

    // The blob, from its length on; all of them are short.
    private static Span<byte> Signature(byte[] bytes, TableIndex table, int row, int column)
    {
        var offset = Look(
            SoundLibrary.Bytes, tables => tables.Reader.GetHeapMetadataOffset(HeapIndex.Blob) + (int)tables.Value(table, row, column)) + Metadata(bytes);
        return bytes.AsSpan(offset, bytes[offset] + 1);
    }

    private static T Look<T>(byte[] bytes, Func<MetadataTables, T> look)
    {
        using var image = new PEReader(new MemoryStream(bytes));
        return look(MetadataTables.Read(image, bytes));
    }
}
