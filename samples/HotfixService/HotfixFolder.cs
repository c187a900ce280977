using Hotpatch;

namespace Shop;

/// <summary>The folder of patch libraries that the service watches: a fix takes effect when it is copied there, and ends when it is removed.</summary>
internal sealed partial class HotfixFolder : IAsyncDisposable
{
    private readonly PatchDirectory? _directory;
    private readonly ILogger _log;

    private HotfixFolder(PatchDirectory? directory, ILogger log)
    {
        _directory = directory;
        _log = log;
        if (directory is null)
            return;

        directory.Changed += Log;
        foreach (var library in directory.Libraries)
            Say(log, library.Path!, "Applied");

        foreach (var (path, reason) in directory.Failures)
            Say(log, path, reason);
    }

    /// <param name="configuration"><c>Folder</c>, and in <c>PublicKey</c> the file with the key that fixes must be signed with.</param>
    /// <param name="log">Is told what comes and goes.</param>
    public static HotfixFolder Watch(IConfiguration configuration, ILogger log)
        => new(configuration["Folder"] is { } folder ? PatchDirectory.Watch(folder, TrustOf(configuration["PublicKey"], folder)) : null, log);

    /// <summary>What is applied, and what is refused: for <c>/patches</c>.</summary>
    public object Describe() => new
    {
        Libraries = (_directory?.Libraries ?? []).Select(library => new
        {
            library.Name,
            Version = library.Version?.ToString(),
            Patches = library.Applied.Select(patch => new { patch.Target, patch.Method, patch.IsLayer, patch.Owner }),
        }),
        Refused = _directory?.Failures ?? new Dictionary<string, string>(StringComparer.Ordinal),
    };

    public ValueTask DisposeAsync() => _directory?.DisposeAsync() ?? ValueTask.CompletedTask;

    // Without a key, nobody else may be able to write to the folder.
    private static PatchTrust TrustOf(string? keyFile, string folder)
        => keyFile is null ? PatchTrust.Directories(folder) : PatchTrust.PublicKeys(File.ReadAllText(keyFile));

    private void Log(object? sender, PatchDirectoryEventArgs change)
        => Say(_log, change.Path, change.Exception is { } exception ? exception.Message : $"{change.Change}");

    [LoggerMessage(Level = LogLevel.Information, Message = "Hot fix {Path}: {What}")]
    private static partial void Say(ILogger log, string path, string what);
}
