namespace Hotpatch.Libraries.Reading;

/// <summary>The kinds of columns of metadata tables.</summary>
internal enum ColumnKind
{
    Fixed,
    String,
    Guid,
    Blob,
    Index,
    Coded,

    // The first row of the children, which end before those of the next row begin.
    List,
}
