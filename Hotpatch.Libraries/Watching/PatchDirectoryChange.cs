namespace Hotpatch;

/// <summary>The kinds of change of a library in a <see cref="PatchDirectory"/>.</summary>
public enum PatchDirectoryChange
{
    /// <summary>A new file was applied.</summary>
    Applied,

    /// <summary>A changed file has replaced its earlier version.</summary>
    Updated,

    /// <summary>A file was deleted, and its library was unloaded.</summary>
    Removed,

    /// <summary>A file could not be applied, or its library could not be replaced or unloaded. Nothing has changed.</summary>
    Failed,
}
