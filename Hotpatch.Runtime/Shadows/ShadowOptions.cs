namespace Hotpatch;

/// <summary>How a candidate runs beside a method.</summary>
public sealed record ShadowOptions
{
    /// <summary>Gets the share of the calls beside which the candidate runs, from 0 to 1. The default is 1.</summary>
    public double Share { get; init; } = 1;

    /// <summary>Gets when the candidate runs. The default is <see cref="ShadowMode.Beside"/>.</summary>
    public ShadowMode Mode { get; init; }

    /// <summary>
    /// Gets a function that returns whether two results are the same, the method's first; null for <see cref="object.Equals(object, object)"/>. For a
    /// method that returns a task, it gets the values of the tasks.
    /// </summary>
    public Func<object?, object?, bool>? Compare { get; init; }

    /// <summary>Gets the owner: the name of who is responsible for the candidate. Null for none.</summary>
    public string? Owner { get; init; }
}
