using System.Globalization;
using System.Reflection;
using FsCheck.Fluent;
using Hotpatch.Tests.Properties.Constructors;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tests.Properties;

/// <summary>Random constructors do what they did: woven, while they run through a layer, and while their originals are their replacements.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class ConstructorProgramTests
{
    private const int Programs = 6;
    private const int Constructors = 40;

    private static readonly (int A, string B, int C)[] Inputs = [(1, "xyz", 1), (5, "", 2), (30, "ab", 3)];

    [TestCase("Debug")]
    [TestCase("Release")]
    public void Do_what_they_did(string configuration)
    {
        var (moved, stayed) = (0, 0);
        Seed.Check(Gen.Choose(0, int.MaxValue - 1), _ => [], Programs, seed =>
        {
            var source = RandomConstructors.Write(seed, Constructors);
            using var folder = new TempFolder();
            var plain = LoadedAssembly.Load(Compiled.ToFolder(
                folder.PathOf("plain"), source, references: ReferenceList.OfFixture(configuration), optimization: Enum.Parse<OptimizationLevel>(configuration))).Assembly;
            var woven = WovenSource.Load(source, configuration).Assembly;
            var handles = Patchable.In(woven).ToDictionary(handle => handle.Method.DeclaringType!.Name);
            for (var i = 0; i < Constructors; i++)
            {
                var expected = Outcomes(plain, i);
                Assert.That(Outcomes(woven, i), Is.EqualTo(expected), () => Text(source, i));
                var handle = handles["K" + i.ToString(CultureInfo.InvariantCulture)];
                if (!handle.HasOriginal)
                {
                    stayed++;
                    continue;
                }

                moved++;
                using (handle.Wrap(below => below))
                    Assert.That(Outcomes(woven, i), Is.EqualTo(expected), () => "through a layer: " + Text(source, i));

                using (handle.PatchScoped(handle.Original))
                    Assert.That(Outcomes(woven, i), Is.EqualTo(expected), () => "by its original: " + Text(source, i));
            }
        });

        // Else the test would say nothing of the one or the other.
        Assert.That(moved, Is.GreaterThan(Programs * Constructors / 2));
        Assert.That(stayed, Is.GreaterThan(Programs));
    }

    private static string[] Outcomes(Assembly assembly, int number)
    {
        var run = assembly.GetType("C", throwOnError: true)!.GetMethod("Run")!.CreateDelegate<Func<int, int, string, int, string>>();
        return [.. Inputs.Select(input => Outcome(run, number, input))];
    }

    private static string Outcome(Func<int, int, string, int, string> run, int number, (int A, string B, int C) input)
    {
        try
        {
            return run(number, input.A, input.B, input.C);
        }
        catch (Exception exception) when (exception is OverflowException or InvalidOperationException or ArgumentException)
        {
            return exception.GetType().Name;
        }
    }

    private static string Text(string source, int number)
        => CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes().First(node
            => node is Microsoft.CodeAnalysis.CSharp.Syntax.ClassDeclarationSyntax type && type.Identifier.Text == "K" + number.ToString(CultureInfo.InvariantCulture)).ToString();
}
