namespace Hotpatch.Libraries.Loading;

/// <summary>
/// The steps of loading (from <see cref="Open"/>) and of unloading (from <see cref="Restoring"/>), for tests that make one of them fail.
/// </summary>
internal enum LibraryStep
{
    Open,
    Find,
    Bind,
    Initialise,
    Applying,
    Change,
    Applied,
    Tell,
    Restoring,
    Revert,
    Unload,
}
