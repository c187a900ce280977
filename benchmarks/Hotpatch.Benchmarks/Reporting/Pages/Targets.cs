namespace Hotpatch.Benchmarks.Reporting.Pages;

/// <summary>What was wanted of a figure, and whether it is so.</summary>
/// <param name="Found">What was found, as text.</param>
/// <param name="Wanted">The most that is wanted, as text.</param>
/// <param name="IsMet">Whether the figure is at most that.</param>
internal sealed record Targets(string Found, string Wanted, bool IsMet)
{
    public static IEnumerable<Targets> Of(Figure figure)
    {
        if (figure is { TargetRatio: { } ratio, Ratio: { } found })
            yield return new Targets(Text.Number(found), Text.Number(ratio), found <= ratio);

        if (figure.TargetNanoseconds is { } longest)
            yield return new Targets(Text.Time(figure.Nanoseconds), Text.Time(longest), figure.Nanoseconds <= longest);

        if (figure is { TargetBytes: { } most, Bytes: { } bytes })
            yield return new Targets($"{Text.Bytes(bytes)} bytes", $"{Text.Bytes(most)} bytes", bytes <= most);
    }
}
