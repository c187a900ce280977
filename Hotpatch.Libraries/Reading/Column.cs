using System.Reflection.Metadata.Ecma335;

namespace Hotpatch.Libraries.Reading;

/// <summary>One column of a metadata table. What is not optional must be there: a row, a name, a blob.</summary>
internal sealed record Column(ColumnKind Kind, bool IsOptional = false, int Size = 0, int TagBits = 0, params TableIndex?[] Tables);
