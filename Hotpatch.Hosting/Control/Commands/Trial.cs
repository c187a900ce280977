using System.Collections.Concurrent;

namespace Hotpatch.Hosting.Control.Commands;

/// <summary>
/// A patch library that is loaded for one command, and removed when that ends: for as long as it takes, if its calls are running or it refuses. Thread safe.
/// </summary>
internal sealed class Trial : IDisposable
{
    private static readonly ConcurrentDictionary<PatchLibrary, byte> Running = new();
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private int _isOver;

    private Trial(PatchLibrary library) => Library = library;

    public PatchLibrary Library { get; }

    /// <summary>Begins the trial of a library that was loaded.</summary>
    public static Trial Of(PatchLibrary library)
    {
        Running[library] = 0;
        return new(library);
    }

    /// <summary>Returns whether a library is on trial, so that no other command means it.</summary>
    public static bool Has(PatchLibrary library) => Running.ContainsKey(library);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
            _ = Task.Run(RemoveAsync);
    }

    private async Task RemoveAsync()
    {
        while (Library.IsApplied)
        {
            try
            {
                await Library.UnloadAsync(Pause).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Calls are running, the library's own code refuses, or a subscriber of a method's event has thrown.
            catch (Exception)
#pragma warning restore CA1031
            {
                await Task.Delay(Pause).ConfigureAwait(false);
            }
        }

        Running.TryRemove(Library, out _);
    }
}
