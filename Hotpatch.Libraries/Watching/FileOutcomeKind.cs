namespace Hotpatch.Libraries.Watching;

/// <summary>The kinds of result of a <see cref="FileJob{TLibrary}"/>.</summary>
internal enum FileOutcomeKind
{
    /// <summary>The file's content is the one that is applied.</summary>
    Same,

    /// <summary>The file was loaded. It replaced its earlier version if one was applied.</summary>
    Loaded,

    /// <summary>No library of this file is applied: it was unloaded, or there was none.</summary>
    Removed,

    /// <summary>The file could not be loaded, or its library could not be unloaded. Nothing has changed.</summary>
    Failed,
}
