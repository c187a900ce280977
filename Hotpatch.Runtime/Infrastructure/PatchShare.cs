using System.ComponentModel;
using Hotpatch.Routers;

namespace Hotpatch.Infrastructure;

/// <summary>The share of the calls that run a replacement. Thread safe. Not for use by hand.</summary>
/// <param name="value">The share, from 0 to 1.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PatchShare(double value)
{
    /// <summary>Gets or sets the share.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a number from 0 to 1.</exception>
    public double Value
    {
        get => Share.Value;
        set => Share.Value = value;
    }

    internal Share Share { get; } = new(value);
}
