using System.Collections.Concurrent;
using Hotpatch.Gates;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Binding;
using Hotpatch.Libraries.Loading;

namespace Hotpatch;

/// <summary>
/// A loaded patch library: an assembly whose <see cref="PatchAttribute">[Patch]</see> methods replace patchable methods of the running program, or lie
/// over them as layers.
/// </summary>
/// <remarks>
/// <para>
/// Loading is all or nothing. The library is read and bound before any of its code runs and before anything changes. If one target is missing or does
/// not fit, nothing is loaded, and the exception lists all problems. The patches then take effect as one patch set, so that the promise of
/// <see cref="Consistency"/> holds for all of them together.
/// </para>
/// <para>
/// The library shares the assemblies that the program has. Assemblies that lie beside the library are loaded for it alone. No file stays open.
/// </para>
/// <para>The library stays applied until it is unloaded, even if nothing references this object.</para>
/// <para>Thread safety: all members can be called from any thread. Only one thread at a time can unload or replace the library.</para>
/// </remarks>
/// <example>
/// <code>
/// using PatchLibrary fix = PatchLibrary.Load("PriceFix.dll");
/// foreach (AppliedPatch patch in fix.Applied)
///     Console.WriteLine(patch.Target);
/// </code>
/// </example>
public sealed partial class PatchLibrary : IDisposable, IAsyncDisposable
{
    // Keeps the load contexts alive: a collectible context without references unloads by itself, while the patches are still in effect.
    private static readonly ConcurrentDictionary<PatchLibrary, LibraryContent> Kept = [];

    private readonly object _lock = new();
    private readonly PatchLibraryOptions _options;
    private volatile IReadOnlyList<AppliedPatch> _applied;
    private State _state = State.Applied;
    private LibraryContent? _content;
    private WeakReference? _context;
    private UnloadResult? _result;

    internal PatchLibrary(LibraryContent content, PatchLibraryOptions options, PatchGuard? guard)
    {
        Guard = guard?.Guard;
        _content = content;
        _options = options;
        _applied = [.. content.Patches.Select(patch => patch.Applied)];
        Skipped = content.Skipped;
        Name = content.Name;
        Version = content.Assembly.GetName().Version;
        Path = content.Path;
        Kept[this] = content;
        guard?.Begin(RemoveFaulty);
    }

    private enum State
    {
        Applied,
        Changing,
        Over,
    }

    /// <summary>Gets all libraries that are applied in this process, whoever loaded them, in no order.</summary>
    /// <value>A snapshot.</value>
    public static IReadOnlyList<PatchLibrary> All => [.. Kept.Keys.Where(library => library.IsApplied)];

    /// <summary>Gets the name of the library's assembly.</summary>
    public string Name { get; }

    /// <summary>Gets the full path of the library's file; null for a stream or an assembly.</summary>
    public string? Path { get; }

    /// <summary>Gets the version of the library's assembly.</summary>
    public Version? Version { get; }

    /// <summary>Gets whether the library is applied. False after it was unloaded or replaced; <c>Restore</c> of a handle does not change it.</summary>
    public bool IsApplied
    {
        get
        {
            lock (_lock)
                return _state != State.Over;
        }
    }

    /// <summary>Gets the library's applied patches, in the order in which the library declares them; empty after it was unloaded or replaced.</summary>
    public IReadOnlyList<AppliedPatch> Applied => IsApplied ? _applied : [];

    /// <summary>Gets the patches that were left out: they are not required (<see cref="LibraryPatchAttribute.Required"/>) and did not fit.</summary>
    public IReadOnlyList<SkippedPatch> Skipped { get; }

    /// <summary>Gets the guard that counts the library's exceptions; null without <see cref="PatchLibraryOptions.RollbackOnFault"/>.</summary>
    /// <remarks>Its <see cref="FaultGuard.LastFault"/> is a copy as text, since the exception itself would keep the library in memory.</remarks>
    public FaultGuard? Guard { get; }

    /// <summary>Returns the name of the library.</summary>
    /// <returns>The value of <see cref="Name"/>.</returns>
    public override string ToString() => Name;


    /// <summary>Begins a change of the library. Until <see cref="EndChange"/>, no other thread can begin one.</summary>
    /// <exception cref="PatchException">The library is not applied, or another thread is changing it.</exception>
    internal LibraryContent BeginChange()
    {
        lock (_lock)
        {
            if (_state != State.Applied)
            {
                throw new PatchException(
                    $"{Name}: a patch library that is applied was expected, but this one "
                    + (_state == State.Changing
                        ? "is being unloaded or replaced, by another thread or by a caller of this method. Try again when that has ended."
                        : "has been unloaded. Load it again."));
            }

            _state = State.Changing;
            return _content!;
        }
    }

    /// <summary>Begins a change as <see cref="BeginChange"/> does; returns null if the library is already unloaded.</summary>
    /// <exception cref="PatchException">Another thread is changing the library.</exception>
    internal LibraryContent? TryBeginChange()
    {
        lock (_lock)
            return _state == State.Over ? null : BeginChange();
    }

    /// <summary>Ends a change.</summary>
    /// <param name="isOver">Whether the library's patches were removed: then its assemblies are unloaded.</param>
    internal void EndChange(bool isOver)
    {
        using (HeldLock.Of(_lock))
        {
            if (isOver)
            {
                _context = _content!.Unload();
                _content = null;
                Kept.TryRemove(this, out _);
            }

            _state = isOver ? State.Over : State.Applied;
        }
    }
}
