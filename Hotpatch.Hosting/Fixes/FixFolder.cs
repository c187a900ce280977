using System.Diagnostics.CodeAnalysis;
using Hotpatch.Hosting.Features;
using Hotpatch.Hosting.Settings;
using Hotpatch.Hosting.Logging;
using Hotpatch.Hosting.Telemetry;
using Hotpatch.Hosting.Threading;

namespace Hotpatch.Hosting.Fixes;

/// <summary>Keeps the libraries of the folder that the settings name applied, and reports their changes. Thread safe.</summary>
internal sealed class FixFolder(HotpatchReporter reporter, FiredGuards guards, FeatureSource features) : IAsyncDisposable, IDisposable
{
    private readonly Turn _turn = new();
    private volatile PatchDirectory? _directory;

    // Of the folder that is watched; null for none.
    private volatile FolderSettings? _settings;

    /// <summary>Gets the folder that is watched; null for none.</summary>
    public PatchDirectory? Directory => _directory;

    /// <summary>
    /// Applies the libraries of the folder and watches it. If other settings were in effect, their libraries are removed first: two watches of one folder would
    /// apply each layer twice.
    /// </summary>
    /// <exception cref="PatchLibraryException">The folder can't be watched. Earlier settings stay in effect.</exception>
    public Task ApplyAsync(FolderSettings settings)
        => settings.Folder is null && _settings is null ? Task.CompletedTask : _turn.RunAsync(() => ApplyNowAsync(settings));

    /// <summary>Removes the libraries, and ends the watching for good.</summary>
    public async ValueTask DisposeAsync() => await _turn.EndAsync(CloseAsync).ConfigureAwait(false);

    // A container that isn't disposed asynchronously asks for it.
    public void Dispose() => Task.Run(() => DisposeAsync().AsTask()).GetAwaiter().GetResult();

    private async Task ApplyNowAsync(FolderSettings settings)
    {
        if (settings.Key == _settings?.Key)
            return;

        var earlier = _settings;
        await CloseAsync().ConfigureAwait(false);
        try
        {
            await OpenAsync(settings).ConfigureAwait(false);
        }
        catch when (earlier is not null)
        {
            await OpenAsync(earlier).ConfigureAwait(false);
            throw;
        }
    }

    // Applying waits for running calls: not on the thread that starts the host.
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A library that needs what was trimmed is refused, with the reason.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The validation of the options refuses a folder in a program without a JIT.")]
    private async Task OpenAsync(FolderSettings settings)
    {
        if (settings.Folder is null)
            return;

        await Task.Run(Watch).ConfigureAwait(false);
        _settings = settings;

        void Watch()
        {
            var start = TimeProvider.System.GetTimestamp();
            var directory = PatchDirectory.Watch(settings.Folder, settings.Trust!, settings.Options);
            var duration = TimeProvider.System.GetElapsedTime(start);
            directory.Changed += OnChanged;
            _directory = directory;

            // The watch applies these before anybody can subscribe.
            foreach (var library in directory.Libraries)
                Applied(library, library.Path!, duration, isUpdate: false);

            foreach (var (path, reason) in directory.Failures)
                reporter.Refused(path, reason, duration);

            reporter.Log.Watching(directory.Folder, directory.Libraries.Count, directory.Failures.Count);
        }
    }

    private async Task CloseAsync()
    {
        _settings = null;
        if (_directory is not { } directory)
            return;

        // The event tells of the libraries that are removed.
        await directory.DisposeAsync().ConfigureAwait(false);
        _directory = null;
        guards.Clear();
        foreach (var (path, reason) in directory.Failures.Where(failure => directory.Libraries.Any(library => library.Path == failure.Key)))
            reporter.Refused(path, $"it can't be removed, and stays applied: {reason}", TimeSpan.Zero);

        reporter.Log.NotWatching(directory.Folder);
    }

    private void OnChanged(object? sender, PatchDirectoryEventArgs change)
    {
        if (change.Change != PatchDirectoryChange.Failed)
            guards.Forget(change.Path);

        switch (change.Change)
        {
            case PatchDirectoryChange.Applied or PatchDirectoryChange.Updated:
                Applied(change.Library!, change.Path, change.Duration, change.Change == PatchDirectoryChange.Updated);
                break;
            case PatchDirectoryChange.Removed:
                reporter.Removed(change.Library!, change.Path, change.Duration);
                break;
            default:
                reporter.Refused(change.Path, change.Exception!.Message, change.Duration);
                break;
        }
    }

    private void Applied(PatchLibrary library, string path, TimeSpan duration, bool isUpdate)
    {
        if (library.Guard is { } guard)
            guards.Watch(path, guard);

        reporter.Applied(library, path, duration, isUpdate);
        features.Provider?.Check(library);
    }
}
