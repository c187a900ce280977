using System.Reflection;
using Hotpatch.Libraries.Loading;

namespace Hotpatch;

/// <summary>Options for loading a patch library.</summary>
/// <remarks>Thread safety: instances are immutable, so several loads can share one.</remarks>
public sealed class PatchLibraryOptions
{
    private readonly TimeSpan _timeout = System.Threading.Timeout.InfiniteTimeSpan;
    private readonly double? _share;
    private readonly TimeSpan _unloadWait = TimeSpan.FromSeconds(5);

    /// <summary>Gets the trust that decides whether the library, and each assembly that is loaded for it, may load; null if everything may.</summary>
    public PatchTrust? Trust { get; init; }

    /// <summary>
    /// Gets the longest time to wait for running calls of methods that are not <see cref="Consistency.Immediate"/>. Default: infinite. Loading uses this
    /// time-out, and so does unloading if it is called without one.
    /// </summary>
    /// <remarks>
    /// Each step of the library's own code has the same time-out, but at least a second. The first step is the module initialiser together with the
    /// constructor of the <see cref="IPatchLifecycle"/>; then each method of the lifecycle is one. If the time-out is not infinite, the library's code
    /// runs on its own thread.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative and not <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>.</exception>
    public TimeSpan Timeout
    {
        get => _timeout;
        init => _timeout = Checked(value);
    }

    /// <summary>Gets the library that the new one replaces, such as an earlier version; null for none.</summary>
    /// <remarks>
    /// Both libraries are exchanged in one step. A method that both patch goes from the old patch to the new one; a method that only the old library
    /// patches is restored. The old library is then unloaded. If the new library cannot be loaded, the old one stays applied.
    /// </remarks>
    public PatchLibrary? Replaces { get; init; }

    /// <summary>
    /// Gets the assemblies whose methods the library may patch; null for all loaded woven assemblies that belong to no patch library.
    /// </summary>
    public IReadOnlyCollection<Assembly>? Targets { get; init; }

    /// <summary>
    /// Gets the longest time that unloading waits until the library has left memory. Default: five seconds. While it waits, unloading runs the garbage
    /// collector; with <see cref="TimeSpan.Zero"/>, it neither waits nor collects.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or infinite.</exception>
    public TimeSpan UnloadWait
    {
        get => _unloadWait;
        init => _unloadWait = value >= TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A time of zero or more was expected, to wait until an unloaded library has left memory.");
    }

    /// <summary>
    /// Gets how many exceptions the library's methods may throw before the library is removed by itself; null for any number.
    /// </summary>
    /// <remarks>
    /// The call that throws the last of them removes all patches of the library, without waiting for running calls, before its exception reaches the
    /// caller. The library is then unloaded on the thread pool. <see cref="PatchLibrary.Guard"/> tells what was counted. Exceptions from below a layer
    /// are not the layer's.
    /// </remarks>
    public FaultLimit? RollbackOnFault { get; init; }

    /// <summary>
    /// Gets the delegate that gets each call beside which a replacement with <see cref="LibraryPatchAttribute.Shadow"/> has run. A library with such
    /// replacements needs it.
    /// </summary>
    /// <remarks><see cref="ShadowExtensions"/> describes on which thread it runs, and what a candidate can't do.</remarks>
    public Action<ShadowReport>? ShadowReport { get; init; }

    /// <summary>
    /// Gets the provider of the feature flags that <see cref="LibraryPatchAttribute.Feature"/> names. A library with such patches needs it.
    /// </summary>
    public IPatchFeatures? Features { get; init; }

    /// <summary>
    /// Gets the share of the calls that run the library's replacements, from 0 to 1; null for what <see cref="LibraryPatchAttribute.Share"/> of each says.
    /// </summary>
    /// <remarks>
    /// <see cref="PatchLibrary.Share"/> changes it, and <see cref="PatchLibrary.PromoteAsync"/> makes the replacements hold for all calls. A library with
    /// layers doesn't fit, nor one for methods without an original.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a number from 0 to 1.</exception>
    public double? Share
    {
        get => _share;
        init => _share = value is null or (>= 0 and <= 1) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A share from 0 to 1 was expected.");
    }

    /// <summary>
    /// Gets whether all replacements of the library run beside their targets, as with <see cref="LibraryPatchAttribute.Shadow"/>: callers get the result of
    /// the method as it is, and <see cref="ShadowReport"/> gets both.
    /// </summary>
    public bool Shadow { get; init; }

    /// <summary>Gets the one handle whose patches are applied; null for all.</summary>
    internal PatchHandle? Only { get; init; }

    /// <summary>
    /// Gets the key that orders the library's patches among those of equal priority, independent of the order of loading; null to lie on top of them.
    /// </summary>
    internal string? Order { get; init; }

    /// <summary>Gets a test's callback, called before each step; an exception makes the step fail.</summary>
    internal Action<LibraryStep>? Fault { get; init; }

    /// <summary>Returns the same options for the patches of one handle.</summary>
    internal PatchLibraryOptions With(PatchHandle only) => new()
    {
        Trust = Trust,
        Timeout = Timeout,
        Replaces = Replaces,
        Targets = Targets,
        UnloadWait = UnloadWait,
        RollbackOnFault = RollbackOnFault,
        ShadowReport = ShadowReport,
        Features = Features,
        Share = Share,
        Shadow = Shadow,
        Order = Order,
        Fault = Fault,
        Only = only,
    };

    private static TimeSpan Checked(TimeSpan timeout)
        => timeout >= TimeSpan.Zero || timeout == System.Threading.Timeout.InfiniteTimeSpan
            ? timeout
            : throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "A time-out of zero or more was expected, or Timeout.InfiniteTimeSpan.");
}
