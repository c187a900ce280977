namespace Hotpatch;

/// <summary>What has happened to a library of a <see cref="PatchDirectory"/>.</summary>
public enum PatchDirectoryChange
{
    /// <summary>It has come and is applied.</summary>
    Applied,

    /// <summary>It has changed, and the new version has taken the place of the old one.</summary>
    Updated,

    /// <summary>It has gone, and what it patched is restored.</summary>
    Removed,

    /// <summary>It could not be applied, updated or taken back, and what was before it is still so.</summary>
    Failed,
}
