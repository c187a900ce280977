using System.Collections.Concurrent;
using Hotpatch.Gates;
using Hotpatch.Libraries.Binding;
using Hotpatch.Libraries.Loading;

namespace Hotpatch;

/// <summary>
/// An assembly whose <see cref="PatchAttribute">[Patch]</see> methods run in place of patchable methods elsewhere, or over them: loaded into the
/// running program, all or none, and taken back again.
/// </summary>
/// <remarks>
/// <para>
/// The library is read and bound before anything of it runs and anything changes; one missing target, or one that does not fit, refuses all of it, and the exception has all
/// problems. Then its patches take effect as one set, so that what <see cref="Consistency"/> promises holds for all of them together. Assemblies that
/// the program has are shared with it, those beside the library are the library's own. No file stays open.
/// </para>
/// <para>
/// Thread safe; one thread at a time can unload or replace it. It stays applied until it is unloaded, also where nobody keeps this object.
/// </para>
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
    // A context that nobody keeps would begin to unload by itself, while the patches are in effect.
    private static readonly ConcurrentDictionary<PatchLibrary, LibraryContent> Kept = [];

    private readonly object _lock = new();
    private readonly PatchLibraryOptions _options;
    private readonly IReadOnlyList<AppliedPatch> _applied;
    private State _state = State.Applied;
    private LibraryContent? _content;
    private WeakReference? _context;
    private UnloadResult? _result;

    internal PatchLibrary(LibraryContent content, PatchLibraryOptions options)
    {
        _content = content;
        _options = options;
        _applied = [.. content.Patches.Select(patch => patch.Applied)];
        Skipped = content.Skipped;
        Name = content.Name;
        Version = content.Assembly.GetName().Version;
        Path = content.Path;
        Kept[this] = content;
    }

    private enum State
    {
        Applied,
        Changing,
        Over,
    }

    /// <summary>The name of its assembly.</summary>
    public string Name { get; }

    /// <summary>The file that it was loaded from; null for a stream or an assembly.</summary>
    public string? Path { get; }

    /// <summary>The version of its assembly.</summary>
    public Version? Version { get; }

    /// <summary>Whether its patches are in effect, as far as nothing else has taken them out since.</summary>
    public bool IsApplied
    {
        get
        {
            lock (_lock)
                return _state != State.Over;
        }
    }

    /// <summary>Its patches that are in effect, in the order in which it declares them; empty when it has been taken back.</summary>
    public IReadOnlyList<AppliedPatch> Applied => IsApplied ? _applied : [];

    /// <summary>Its patches that are not required and did not fit, each with the reason.</summary>
    public IReadOnlyList<SkippedPatch> Skipped { get; }

    /// <summary>The library's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    /// <summary>Those that are applied.</summary>
    internal static ICollection<PatchLibrary> Known => Kept.Keys;

    /// <summary>Takes the library for a change, which no other thread can begin then.</summary>
    /// <exception cref="PatchException">It is not applied, or another thread is at it.</exception>
    internal LibraryContent BeginChange()
    {
        lock (_lock)
        {
            if (_state != State.Applied)
            {
                throw new PatchException(
                    $"{Name}: a patch library that is applied was expected, but this one "
                    + $"{(_state == State.Changing ? "is just being changed, by another thread or by what this one calls" : "has been taken back")}.");
            }

            _state = State.Changing;
            return _content!;
        }
    }

    /// <summary>As <see cref="BeginChange"/>; null where it has been taken back.</summary>
    /// <exception cref="PatchException">Another thread is at it.</exception>
    internal LibraryContent? TryBeginChange()
    {
        lock (_lock)
            return _state == State.Over ? null : BeginChange();
    }

    /// <summary>Ends a change.</summary>
    /// <param name="isOver">Whether the patches have gone, and the library with them.</param>
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
