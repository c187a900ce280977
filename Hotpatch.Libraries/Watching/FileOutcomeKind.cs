namespace Hotpatch.Libraries.Watching;

/// <summary>What came of a look at one file.</summary>
internal enum FileOutcomeKind
{
    /// <summary>It is as it was.</summary>
    Same,

    /// <summary>It was loaded, in place of an earlier version where there was one.</summary>
    Loaded,

    /// <summary>There is no library any more, or was none.</summary>
    Removed,

    /// <summary>All is as it was, and should not be.</summary>
    Failed,
}
