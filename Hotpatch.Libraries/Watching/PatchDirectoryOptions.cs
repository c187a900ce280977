using System.Reflection;

namespace Hotpatch;

/// <summary>Options of a <see cref="PatchDirectory"/>: how it watches its folder and loads the libraries.</summary>
/// <remarks>Thread safety: instances are immutable, so several folders can share one.</remarks>
public sealed class PatchDirectoryOptions
{
    private readonly TimeSpan _settle = TimeSpan.FromMilliseconds(250);
    private readonly TimeSpan _pollInterval = TimeSpan.FromSeconds(2);
    private readonly TimeSpan _timeout = TimeSpan.FromSeconds(10);
    private readonly string _filter = "*.dll";

    /// <summary>Gets how long a file must stay unchanged, or missing, before the change is taken. Default: 250 milliseconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or longer than a day.</exception>
    public TimeSpan Settle
    {
        get => _settle;
        init => _settle = Checked(value, nameof(Settle), TimeSpan.Zero);
    }

    /// <summary>
    /// Gets how often the folder is looked at without a notice of the operating system, and how often failures that may have passed are tried again.
    /// Default: two seconds.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than a millisecond or longer than a day.</exception>
    public TimeSpan PollInterval
    {
        get => _pollInterval;
        init => _pollInterval = Checked(value, nameof(PollInterval), TimeSpan.FromMilliseconds(1));
    }

    /// <summary>
    /// Gets the longest time to wait for running calls of methods that are not <see cref="Consistency.Immediate"/>. After it, the change counts as failed
    /// and is tried again later. Default: ten seconds.
    /// </summary>
    /// <remarks>
    /// Each step of a library's own code has the same time-out, as <see cref="PatchLibraryOptions.Timeout"/> describes. If that code does not end in
    /// time, the library is tried again only when its file changes.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or longer than a day.</exception>
    public TimeSpan Timeout
    {
        get => _timeout;
        init => _timeout = Checked(value, nameof(Timeout), TimeSpan.Zero);
    }

    /// <summary>
    /// Gets the pattern of the names of library files, with the wildcards <c>*</c> and <c>?</c>. Default: <c>*.dll</c>. Hidden files are ignored.
    /// </summary>
    /// <exception cref="ArgumentException">The value is empty or contains a folder.</exception>
    public string Filter
    {
        get => _filter;
        init
        {
            ArgumentException.ThrowIfNullOrEmpty(value);
            _filter = Path.GetFileName(value) == value
                ? value
                : throw new ArgumentException($"A pattern of file names without folders was expected, but '{value}' was found.", nameof(value));
        }
    }

    /// <summary>
    /// Gets the assemblies whose methods the libraries may patch; null for all loaded woven assemblies that belong to no patch library.
    /// </summary>
    public IReadOnlyCollection<Assembly>? Targets { get; init; }

    /// <summary>Gets how many exceptions the methods of each library may throw before that library is removed; null for any number.</summary>
    /// <remarks>As for <see cref="PatchLibraryOptions.RollbackOnFault"/>. The library is loaded again when its file changes.</remarks>
    public FaultLimit? RollbackOnFault { get; init; }

    /// <summary>Gets the delegate that gets each call beside which a replacement has run, as <see cref="PatchLibraryOptions.ShadowReport"/>.</summary>
    public Action<ShadowReport>? ShadowReport { get; init; }

    /// <summary>Gets the provider of the feature flags that libraries name, as <see cref="PatchLibraryOptions.Features"/>.</summary>
    public IPatchFeatures? Features { get; init; }

    /// <summary>Gets whether the libraries stay applied when the watching ends. Default: false, so that disposing unloads them.</summary>
    public bool KeepOnDispose { get; init; }

    private static TimeSpan Checked(TimeSpan value, string name, TimeSpan least)
        => value >= least && value <= TimeSpan.FromDays(1)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"A time from {least} to a day was expected, but {value} was found.");
}
