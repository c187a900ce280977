namespace Hotpatch;

/// <summary>Determines which calls an observer sees, and which parts of them. Immutable.</summary>
public sealed class ObserveOptions
{
    private readonly double _samplingRate = 1;
    private readonly int _maxCallsPerSecond = int.MaxValue;

    /// <summary>Gets the options for an observer that only counts calls: no parts, and so no allocation and no timestamp.</summary>
    public static ObserveOptions CountOnly { get; } = new() { Parts = ObservedParts.None };

    /// <summary>Gets the parts of a call that the observer reads. Reading another part throws.</summary>
    public ObservedParts Parts { get; init; } = ObservedParts.All;

    /// <summary>Gets the share of the calls that are observed, from 0 to 1. Each call is picked at random.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 0 to 1.</exception>
    public double SamplingRate
    {
        get => _samplingRate;
        init => _samplingRate = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A sampling rate from 0 to 1 was expected.");
    }

    /// <summary>
    /// Gets the most calls that are observed in one second, counted from one fixed second to the next. <see cref="CallObservation.Dropped"/> counts
    /// the others.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxCallsPerSecond
    {
        get => _maxCallsPerSecond;
        init => _maxCallsPerSecond = value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A number of calls that is not negative was expected.");
    }

    /// <summary>Gets the owner: the name of who is responsible for the observer. Null for none.</summary>
    public string? Owner { get; init; }

    /// <summary>Gets the delegate that is called when an observed call begins; null for none. The call has no result and no duration yet.</summary>
    public Action<ObservedCall>? OnBegun { get; init; }

    /// <summary>
    /// Gets the delegate that is called when an observed call returns a task, on the thread of the caller; null for none. If the task is completed, or soon
    /// is, the observer may have been told of the end before.
    /// </summary>
    public Action<ObservedCall>? OnReturned { get; init; }
}
