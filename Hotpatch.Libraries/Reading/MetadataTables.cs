using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.Unicode;

namespace Hotpatch.Libraries.Reading;

/// <summary>
/// Reads the metadata tables cell by cell, and checks that every cell refers to an existing row, string or blob. The runtime uses most of them unchecked,
/// and a wrong row crashes the process.
/// </summary>
internal sealed class MetadataTables
{
    // In bytes, far above the runtime's limit for names. Bounds the search for the end of a name.
    private const int LongestName = 0x10000;

    private readonly byte[] _bytes;
    private readonly int _start;
    private readonly Layout?[] _layouts = new Layout?[MetadataTokens.TableCount];

    private MetadataTables(byte[] bytes, int start, MetadataReader reader)
    {
        (_bytes, _start, Reader) = (bytes, start, reader);
        for (var table = 0; table < _layouts.Length; table++)
            if (Rows((TableIndex)table) > 0)
                _layouts[table] = LayoutOf((TableIndex)table);
    }

    public MetadataReader Reader { get; }

    public static MetadataTables Read(PEReader image, byte[] bytes)
    {
        var start = image.PEHeaders.MetadataStartOffset;
        MetadataRoot.Check(bytes.AsSpan(start, image.PEHeaders.MetadataSize));
        var reader = image.GetMetadataReader(MetadataReaderOptions.None);
        Damaged.Unless(reader.MetadataKind == MetadataKind.Ecma335, "it is Windows metadata");
        return new MetadataTables(bytes, start, reader);
    }

    public int Rows(TableIndex table) => Reader.GetTableRowCount(table);

    /// <summary>Returns the raw value of a cell. Rows begin at 1.</summary>
    public uint Value(TableIndex table, int row, int column)
    {
        var at = _bytes.AsSpan(OffsetOf(table, row, column));
        return SizeOf(table, column) == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);
    }

    /// <summary>Returns the offset of a cell in the file.</summary>
    public int OffsetOf(TableIndex table, int row, int column)
    {
        var layout = _layouts[(int)table]!;
        return layout.Start + ((row - 1) * layout.RowSize) + layout.Offsets[column];
    }

    /// <summary>Returns the size of a column in bytes: 2 or 4.</summary>
    public int SizeOf(TableIndex table, int column) => _layouts[(int)table]!.Sizes[column];

    /// <summary>Returns the table and the row that a cell refers to. Row 0 stands for none.</summary>
    public (TableIndex Table, int Row) Reference(TableIndex table, int row, int column)
    {
        var kind = _layouts[(int)table]!.Columns[column];
        var value = Value(table, row, column);
        if (kind.Kind != ColumnKind.Coded)
            return (kind.Tables[0]!.Value, checked((int)value));

        var tag = (int)(value & ((1u << kind.TagBits) - 1));
        Damaged.Unless(tag < kind.Tables.Length && kind.Tables[tag] is not null, $"{At(table, row)} refers to a table of another kind");
        return (kind.Tables[tag]!.Value, (int)(value >> kind.TagBits));
    }

    /// <summary>Checks every cell, and the order of the rows of tables that must be sorted.</summary>
    public void CheckRows()
    {
        for (var index = 0; index < _layouts.Length; index++)
        {
            if (_layouts[index] is not { } layout)
                continue;

            var table = (TableIndex)index;
            for (var column = 0; column < layout.Columns.Length; column++)
                for (var row = 1; row <= Rows(table); row++)
                    CheckCell(table, row, column, layout.Columns[column]);

            if (MetadataSchema.Keys.TryGetValue(table, out var key))
                CheckOrder(table, key.Column, key.IsUnique);
        }
    }

    /// <summary>Returns whether IL can load a string at this offset of the heap of user strings.</summary>
    public bool HasUserString(int offset)
    {
        var size = Reader.GetHeapSize(HeapIndex.UserString);
        if (offset <= 0 || offset >= size)
            return false;

        var text = _bytes.AsSpan(_start + Reader.GetHeapMetadataOffset(HeapIndex.UserString) + offset, size - offset);
        var (length, head) = text switch
        {
            [< 0x80, ..] => (text[0], 1),
            [< 0xC0, _, ..] => (((text[0] & 0x3F) << 8) | text[1], 2),
            [< 0xE0, _, _, _, ..] => (((text[0] & 0x1F) << 24) | (text[1] << 16) | (text[2] << 8) | text[3], 4),
            _ => (-1, 0),
        };
        // A string of n characters has 2n bytes, followed by a byte of flags.
        return length >= 0 && head + length <= text.Length && (length % 2 == 1 || length == 0);
    }

    public static string At(TableIndex table, int row) => $"row {row} of its table {table}";

    private void CheckCell(TableIndex table, int row, int column, Column kind)
    {
        var value = Value(table, row, column);
        switch (kind.Kind)
        {
            case ColumnKind.String:
                CheckString(table, row, value, kind.IsOptional);
                break;
            case ColumnKind.Guid:
                Damaged.Unless(value <= Reader.GetHeapSize(HeapIndex.Guid) / 16, $"{At(table, row)} names a GUID that does not exist");
                break;
            case ColumnKind.Blob:
                Damaged.Unless(value == 0 ? kind.IsOptional : value < Reader.GetHeapSize(HeapIndex.Blob), $"{At(table, row)} has no data where some must be");
                // Throws if the blob goes beyond the heap.
                _ = Reader.GetBlobReader(MetadataTokens.BlobHandle((int)value));
                break;
            case ColumnKind.Index or ColumnKind.Coded:
                var (target, index) = Reference(table, row, column);
                Damaged.Unless(
                    index == 0 ? kind.IsOptional : index <= Rows(target), $"{At(table, row)} refers to row {index} of {target}, which has {Rows(target)}");
                break;
            case ColumnKind.List:
                var (first, last) = (row == 1 ? 1 : Value(table, row - 1, column), Rows(kind.Tables[0]!.Value) + 1);
                Damaged.Unless(
                    value >= first && value <= last && (row > 1 || value == 1), $"{At(table, row)} has its children at {value}, outside of {first} to {last}");
                break;
        }
    }

    private void CheckString(TableIndex table, int row, uint value, bool isOptional)
    {
        var size = Reader.GetHeapSize(HeapIndex.String);
        Damaged.Unless(value < size || (value == 0 && isOptional), $"{At(table, row)} has its name outside of the heap");
        if (value >= size)
            return;

        var rest = _bytes.AsSpan(_start + Reader.GetHeapMetadataOffset(HeapIndex.String) + (int)value, Math.Min(size - (int)value, LongestName));
        var length = rest.IndexOf((byte)0);
        Damaged.Unless(length >= 0 && Utf8.IsValid(rest[..length]), $"{At(table, row)} has a name that is no text");
        Damaged.Unless(length > 0 || isOptional, $"{At(table, row)} has no name");
    }

    private void CheckOrder(TableIndex table, int column, bool isUnique)
    {
        for (var row = 2; row <= Rows(table); row++)
        {
            var (before, here) = (Value(table, row - 1, column), Value(table, row, column));
            Damaged.Unless(here > before || (here == before && !isUnique), $"its table {table} is not sorted, or has a key twice, at row {row}");
        }
    }

    private Layout LayoutOf(TableIndex table)
    {
        var columns = MetadataSchema.Of(table)
            ?? throw Damaged.Because($"it has a table {table}, which an assembly in one file cannot have");
        var sizes = columns.Select(SizeOf).ToArray();
        var offsets = new int[sizes.Length];
        for (var column = 1; column < sizes.Length; column++)
            offsets[column] = offsets[column - 1] + sizes[column - 1];

        Damaged.Unless(offsets[^1] + sizes[^1] == Reader.GetTableRowSize(table), $"the rows of its table {table} have another size than they must have");
        return new Layout(columns, sizes, offsets, _start + Reader.GetTableMetadataOffset(table), Reader.GetTableRowSize(table));
    }

    private int SizeOf(Column column) => column.Kind switch
    {
        ColumnKind.Fixed => column.Size,
        ColumnKind.String => HeapIndexSize(HeapIndex.String),
        ColumnKind.Guid => HeapIndexSize(HeapIndex.Guid),
        ColumnKind.Blob => HeapIndexSize(HeapIndex.Blob),
        _ => column.Tables.Max(table => table is null ? 0 : Rows(table.Value)) < 1 << (16 - column.TagBits) ? 2 : 4,
    };

    // Given by the header of the tables, not by the size of the heap.
    private int HeapIndexSize(HeapIndex heap)
    {
        var flags = _bytes[_start + MetadataRoot.TablesOffset(_bytes.AsSpan(_start)) + 6];
        var bit = heap switch { HeapIndex.String => 1, HeapIndex.Guid => 2, _ => 4 };
        return (flags & bit) == 0 ? 2 : 4;
    }

    private sealed record Layout(Column[] Columns, int[] Sizes, int[] Offsets, int Start, int RowSize);
}
