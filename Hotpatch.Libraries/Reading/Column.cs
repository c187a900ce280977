using System.Reflection.Metadata.Ecma335;

namespace Hotpatch.Libraries.Reading;

/// <summary>One column of a metadata table.</summary>
/// <param name="Kind">The kind of value.</param>
/// <param name="IsOptional">Whether the value may be nil: no row, no string, or no blob.</param>
/// <param name="Size">The size in bytes of a fixed column.</param>
/// <param name="TagBits">The number of bits that select the table of a coded index.</param>
/// <param name="Tables">The tables that an index can refer to, by tag.</param>
internal sealed record Column(ColumnKind Kind, bool IsOptional = false, int Size = 0, int TagBits = 0, params TableIndex?[] Tables);
