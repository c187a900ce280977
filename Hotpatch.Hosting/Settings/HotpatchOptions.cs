namespace Hotpatch;

/// <summary>Options of Hotpatch in a host: the folder with patch libraries, which of them may load, and what is measured.</summary>
/// <remarks>
/// Read from the section <c>Hotpatch</c> of the configuration, checked when the host starts, and read again when the configuration changes. If changed
/// options are not valid, the earlier ones stay in effect, and the log has the reason.
/// </remarks>
public sealed class HotpatchOptions
{
    /// <summary>The name of the configuration section that <c>AddHotpatch</c> reads by default.</summary>
    public const string SectionName = "Hotpatch";

    /// <summary>
    /// Gets or sets the folder whose patch libraries are kept applied; null for none. A relative path is relative to the content root of the host. The folder
    /// must exist.
    /// </summary>
    public string? Folder { get; set; }

    /// <summary>Gets or sets which libraries of the folder may load. By default, those that no other user can change.</summary>
    public HotpatchTrustOptions Trust { get; set; } = new();

    /// <summary>
    /// Gets or sets the longest time to wait for running calls when a library is applied or removed, as <see cref="PatchDirectoryOptions.Timeout"/>. Default: ten
    /// seconds.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gets or sets how often the folder is looked at without a notice of the operating system, as <see cref="PatchDirectoryOptions.PollInterval"/>. Default: two
    /// seconds.
    /// </summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Gets or sets how many exceptions the methods of a library may throw before that library is removed; null for any number.</summary>
    public HotpatchGuardOptions? Guard { get; set; }

    /// <summary>
    /// Gets or sets the methods whose calls and durations are measured: names of patchable methods without their parameters, or parts of them from a dot on, in which
    /// <c>*</c> stands for any characters. Example: <c>Shop.PriceService.*</c>.
    /// </summary>
    public IList<string> Measure { get; set; } = [];

    /// <summary>Gets or sets the options of the control channel. By default, it is closed.</summary>
    public HotpatchControlOptions Control { get; set; } = new();
}
