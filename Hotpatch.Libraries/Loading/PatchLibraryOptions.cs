using System.Reflection;
using Hotpatch.Libraries.Loading;

namespace Hotpatch;

/// <summary>How a patch library is loaded. Not changed once it is made, so that several loads can share one.</summary>
public sealed class PatchLibraryOptions
{
    private readonly TimeSpan _timeout = System.Threading.Timeout.InfiniteTimeSpan;
    private readonly TimeSpan _unloadWait = TimeSpan.FromSeconds(5);

    /// <summary>What may be loaded, the library and the assemblies beside it that it needs; null: whatever the caller names.</summary>
    public PatchTrust? Trust { get; init; }

    /// <summary>
    /// How long to wait for calls that are running, where patched methods are not <see cref="Consistency.Immediate"/>: for loading, and for
    /// unloading where that is given no other time. As long as it takes, where it is not set.
    /// </summary>
    /// <remarks>
    /// Each step of the library's own code is waited for as long, but at least a second: its module initialiser together with the constructor of its
    /// <see cref="IPatchLifecycle"/>, and each of that one's methods. With a time-out that is not infinite, this code runs on a thread of its own.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, and not infinite.</exception>
    public TimeSpan Timeout
    {
        get => _timeout;
        init => _timeout = Checked(value);
    }

    /// <summary>
    /// The library, most often an earlier version, that this one takes the place of, in one step: methods in both go from the old to the new, those
    /// only in the old one are restored. It is unloaded then. Where the new one cannot be loaded, the old one stays as it was.
    /// </summary>
    public PatchLibrary? Replaces { get; init; }

    /// <summary>The assemblies whose methods may be patched; null: all woven assemblies that are loaded, other patch libraries excepted.</summary>
    public IReadOnlyCollection<Assembly>? Targets { get; init; }

    /// <summary>
    /// How long unloading looks whether the library has left memory, before it says what may hold it: five seconds, where it is not set. To look, it
    /// makes the garbage collector collect; with no time at all it does neither.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or infinite.</exception>
    public TimeSpan UnloadWait
    {
        get => _unloadWait;
        init => _unloadWait = value >= TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The time to look whether a library is gone is not negative.");
    }

    /// <summary>The one handle whose patches are applied; null: all.</summary>
    internal PatchHandle? Only { get; init; }

    /// <summary>The library's place among those of equal priority that have one, whatever came first; null: on top of them.</summary>
    internal string? Order { get; init; }

    /// <summary>Called before each step; for tests of what a failure there leaves.</summary>
    internal Action<LibraryStep>? Fault { get; init; }

    internal PatchLibraryOptions With(PatchHandle only) => new()
    {
        Trust = Trust,
        Timeout = Timeout,
        Replaces = Replaces,
        Targets = Targets,
        UnloadWait = UnloadWait,
        Order = Order,
        Fault = Fault,
        Only = only,
    };

    private static TimeSpan Checked(TimeSpan timeout)
        => timeout >= TimeSpan.Zero || timeout == System.Threading.Timeout.InfiniteTimeSpan
            ? timeout
            : throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "A time-out is not negative, or it is Timeout.InfiniteTimeSpan.");
}
