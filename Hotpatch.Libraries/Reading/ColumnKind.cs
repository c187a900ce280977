namespace Hotpatch.Libraries.Reading;

/// <summary>What a column of a metadata table holds.</summary>
internal enum ColumnKind
{
    Fixed,
    String,
    Guid,
    Blob,
    Index,
    Coded,

    // The first of a row's children; they go on to where the next row's begin.
    List,
}
