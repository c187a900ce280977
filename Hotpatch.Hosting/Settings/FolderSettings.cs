namespace Hotpatch.Hosting.Settings;

/// <summary>Options that were read and checked: what a watch of the folder needs.</summary>
/// <param name="Folder">The full path of the folder; null for none.</param>
/// <param name="Trust">The trust; null without a folder.</param>
/// <param name="Options">The options of the watching; null without a folder.</param>
/// <param name="Key">The values as text. Settings with the same text are the same.</param>
internal sealed record FolderSettings(string? Folder, PatchTrust? Trust, PatchDirectoryOptions? Options, string Key)
{
    private static readonly FolderSettings None = new(Folder: null, Trust: null, Options: null, string.Empty);

    /// <summary>Reads options.</summary>
    /// <param name="options">The options.</param>
    /// <param name="contentRoot">The folder that paths are relative to.</param>
    /// <param name="features">The provider of feature flags; null if the program has none.</param>
    /// <exception cref="ArgumentException">A value is malformed.</exception>
    /// <exception cref="IOException">A file that the options name can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file that the options name can't be read.</exception>
    public static FolderSettings Read(HotpatchOptions options, string contentRoot, IPatchFeatures? features = null)
    {
        if (string.IsNullOrEmpty(options.Folder))
            return None;

        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Folder, contentRoot));
        var trust = options.Trust;
        return new(
            folder,
            TrustReader.TryRead(trust, contentRoot) ?? PatchTrust.Directories(folder),
            new PatchDirectoryOptions
            {
                Timeout = options.Timeout,
                PollInterval = options.PollInterval,
                Features = features,
                RollbackOnFault = options.Guard is { } guard ? new FaultLimit(guard.Count, guard.Window) : null,
            },
            SettingsKey.Of([folder, $"{options.Timeout} {options.PollInterval} {options.Guard?.Count} {options.Guard?.Window}"], trust, contentRoot));
    }
}
