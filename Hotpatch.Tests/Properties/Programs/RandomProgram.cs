using System.Globalization;

namespace Hotpatch.Tests.Properties.Programs;

/// <summary>A program of random types with marked methods. Some do not compile: what is written is not checked against all rules.</summary>
/// <param name="Seed">What it was made of.</param>
/// <param name="Version">The first version of the language that has everything in it, as 7.3.</param>
/// <param name="Head">What stands before the types: usings and attributes of the assembly.</param>
/// <param name="Types">The types.</param>
internal sealed record RandomProgram(int Seed, string Version, string Head, IReadOnlyList<RandomType> Types)
{
    private static readonly string[] Versions = ["7.3", "8.0", "9.0", "10.0", "11.0", "12.0", "13.0", "14.0"];

    /// <summary>The source.</summary>
    public string Text => Head + string.Concat(Types.Select(type => type.Text));

    /// <summary>The program of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="newest">The newest version of the language that may be used.</param>
    public static RandomProgram Of(int seed, string newest)
    {
        var versions = Versions[..(Array.IndexOf(Versions, newest) + 1)];
        var dice = new Dice(seed, versions);
        var names = new TypeNames(dice);
        var types = Enumerable.Range(0, dice.Below(3) + 1).Select(_ => TypeWriter.Write(dice, names, depth: 0)).ToArray();
        return new(seed, dice.Version, HeadOf(dice), types);
    }

    /// <summary>The same without a type, or without a member of a type.</summary>
    public IEnumerable<RandomProgram> Smaller()
        => Types.Select((_, index) => this with { Types = [.. Types.Where((_, other) => other != index)] })
            .Where(program => program.Types.Count > 0)
            .Concat(Types.SelectMany((type, index) => type.Smaller().Select(
                smaller => this with { Types = [.. Types.Select((other, at) => at == index ? smaller : other)] })));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"seed {Seed}, C# {Version}\n{Text}");

    private static string HeadOf(Dice dice)
    {
        string[] usings =
        [
            "System", "System.Collections.Generic", "System.Diagnostics.CodeAnalysis", "System.Runtime.CompilerServices", "System.Runtime.Versioning",
            "System.Threading.Tasks", "Hotpatch",
        ];
        return "#pragma warning disable CS1591\n" + string.Concat(usings.Select(name => $"using {name};\n"))
            + (dice.In(8) ? "using Alias = System.Collections.Generic.List<int[]>;\n" : string.Empty)
            + (dice.In(8) ? "[assembly: CLSCompliant(true)]\n" : string.Empty)
            + (dice.In(12) ? "[assembly: Patchable]\n" : string.Empty);
    }
}
