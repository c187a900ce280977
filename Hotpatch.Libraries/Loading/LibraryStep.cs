namespace Hotpatch.Libraries.Loading;

/// <summary>The steps of loading and unloading, in their order. Whichever fails, all is as it was before.</summary>
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
