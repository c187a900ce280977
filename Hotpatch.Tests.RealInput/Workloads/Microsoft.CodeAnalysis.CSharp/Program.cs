using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Workload;

/// <summary>Sources that compile and sources that do not, through all that Roslyn does with them.</summary>
public static class Program
{
    private const int Broken = 25;

    private static readonly string[] References =
    [
        "System.Private.CoreLib", "System.Runtime", "System.Linq", "System.Collections", "System.Console", "System.Linq.Expressions", "Microsoft.CSharp", "System.Threading",
        "System.Memory", "System.Runtime.InteropServices",
    ];

    public static string[] Run(int seed)
    {
        var output = new Output();
        var folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var references = References.Select(name => (MetadataReference)MetadataReference.CreateFromFile(Path.Combine(folder, name + ".dll"))).ToArray();
        var random = new Random(seed);
        foreach (var (name, source) in Sources.All)
        {
            new Syntax(output, name, source, random).Run();
            foreach (var optimization in Enum.GetValues<OptimizationLevel>())
                new Compilations(output, $"{name} {optimization}", source, references, optimization).Run();
        }

        for (var number = 0; number < Broken; number++)
        {
            var (name, source) = Sources.All[random.Next(Sources.All.Length)];
            new Compilations(output, $"broken {name} {number}", Break(source, random), references, OptimizationLevel.Debug).Diagnose();
        }

        new Scripts(output, references).Run();
        return output.Lines;
    }

    /// <summary>With a few of its tokens left out, twice, exchanged or replaced.</summary>
    private static string Break(string source, Random random)
    {
        var tokens = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Select(token => token.ToFullString()).ToList();
        string[] strange = ["class ", "await ", "int ", "; ", "} ", "( ", "x ", "null ", "\"text\" ", "=> ", "ref ", "static ", "this ", "switch ", "?? ", "'", "#if A\n", "<", "0x ", "@"];
        for (var count = 1 + random.Next(4); count > 0; count--)
        {
            var place = random.Next(tokens.Count - 1);
            switch (random.Next(4))
            {
                case 0:
                    tokens.RemoveAt(place);
                    break;
                case 1:
                    tokens.Insert(place, tokens[place]);
                    break;
                case 2:
                    (tokens[place], tokens[place + 1]) = (tokens[place + 1], tokens[place]);
                    break;
                default:
                    tokens[place] = strange[random.Next(strange.Length)];
                    break;
            }
        }

        return string.Concat(tokens);
    }
}
