using System.Xml.Linq;
using Hotpatch.Fody;

namespace Hotpatch.Benchmarks.Assemblies;

/// <summary>Reads, weaves and writes an assembly.</summary>
internal static class PackageWeaver
{
    private static readonly string[] References = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "references.txt"));

    /// <summary>Weaves everything that can be woven.</summary>
    /// <returns>The number of methods woven.</returns>
    public static int Weave(string input, string output) => Weave(input, output, "<Hotpatch Scope='All'/>");

    /// <summary>Reads and writes it unchanged.</summary>
    public static void Rewrite(string input, string output) => Weave(input, output, "<Hotpatch/>");

    private static int Weave(string input, string output, string configuration)
    {
        var result = HotpatchWeaver.Weave(
            input, output, new HotpatchWeaverOptions { Configuration = XElement.Parse(configuration), References = References });
        return result.HasErrors ? throw new InvalidOperationException(string.Join(Environment.NewLine, result.Problems)) : result.WovenMethods;
    }
}
