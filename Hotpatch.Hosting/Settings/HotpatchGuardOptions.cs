namespace Hotpatch;

/// <summary>The limit of exceptions that the methods of a patch library may throw before the library is removed.</summary>
public sealed class HotpatchGuardOptions
{
    /// <summary>Gets or sets the number of exceptions that is too many: at least 1. Default: 5.</summary>
    public int Count { get; set; } = 5;

    /// <summary>Gets or sets the time in which they have to be thrown. Default: one minute.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(1);
}
