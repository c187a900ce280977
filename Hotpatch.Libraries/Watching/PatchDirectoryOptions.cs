using System.Reflection;

namespace Hotpatch;

/// <summary>How a <see cref="PatchDirectory"/> watches its folder, and how it loads what lies there.</summary>
public sealed class PatchDirectoryOptions
{
    private readonly TimeSpan _settle = TimeSpan.FromMilliseconds(250);
    private readonly TimeSpan _pollInterval = TimeSpan.FromSeconds(2);
    private readonly TimeSpan _timeout = TimeSpan.FromSeconds(10);
    private readonly string _filter = "*.dll";

    /// <summary>For how long a file must have been the same, or have been missing, before it is taken: a quarter of a second, where it is not set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or longer than a day.</exception>
    public TimeSpan Settle
    {
        get => _settle;
        init => _settle = Checked(value, nameof(Settle), TimeSpan.Zero);
    }

    /// <summary>
    /// How often the folder is looked at where the system tells of nothing, and what failed for a passing reason is tried again: every two seconds,
    /// where it is not set.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than a millisecond, or longer than a day.</exception>
    public TimeSpan PollInterval
    {
        get => _pollInterval;
        init => _pollInterval = Checked(value, nameof(PollInterval), TimeSpan.FromMilliseconds(1));
    }

    /// <summary>
    /// How long to wait for running calls, where patched methods are not <see cref="Consistency.Immediate"/>, before the change counts as failed and
    /// is tried again later: ten seconds, where it is not set. Each step of a library's own code is waited for as long, as
    /// <see cref="PatchLibraryOptions.Timeout"/> says; where that does not return, the library is tried again only when its file changes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or longer than a day.</exception>
    public TimeSpan Timeout
    {
        get => _timeout;
        init => _timeout = Checked(value, nameof(Timeout), TimeSpan.Zero);
    }

    /// <summary>Which names are libraries' (<c>*</c> and <c>?</c> stand for others): <c>*.dll</c>, where it is not set. Hidden files are left out.</summary>
    /// <exception cref="ArgumentException">It is empty, or names folders.</exception>
    public string Filter
    {
        get => _filter;
        init
        {
            ArgumentException.ThrowIfNullOrEmpty(value);
            _filter = Path.GetFileName(value) == value ? value : throw new ArgumentException($"A pattern of file names was expected, found '{value}'.", nameof(value));
        }
    }

    /// <summary>The assemblies whose methods may be patched; null: all woven assemblies that are loaded.</summary>
    public IReadOnlyCollection<Assembly>? Targets { get; init; }

    /// <summary>Whether the libraries stay applied when the watching ends, such as where the program ends anyway.</summary>
    public bool KeepOnDispose { get; init; }

    private static TimeSpan Checked(TimeSpan value, string name, TimeSpan least)
        => value >= least && value <= TimeSpan.FromDays(1)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"A time from {least} to a day was expected.");
}
