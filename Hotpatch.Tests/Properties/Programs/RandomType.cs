namespace Hotpatch.Tests.Properties.Programs;

/// <summary>A type of a random program.</summary>
/// <param name="Start">Everything up to its first member.</param>
/// <param name="Members">Its members.</param>
/// <param name="Nested">Its nested types.</param>
/// <param name="End">Everything after its last member.</param>
internal sealed record RandomType(string Start, IReadOnlyList<string> Members, IReadOnlyList<RandomType> Nested, string End)
{
    /// <summary>The source.</summary>
    public string Text => Start + string.Concat(Members) + string.Concat(Nested.Select(type => type.Text)) + End;

    /// <summary>The same without a nested type, or without a member.</summary>
    public IEnumerable<RandomType> Smaller()
        => Nested.Select((_, index) => this with { Nested = [.. Nested.Where((_, other) => other != index)] })
            .Concat(Members.Select((_, index) => this with { Members = [.. Members.Where((_, other) => other != index)] }))
            .Concat(Nested.SelectMany((type, index) => type.Smaller().Select(
                smaller => this with { Nested = [.. Nested.Select((other, at) => at == index ? smaller : other)] })));
}
