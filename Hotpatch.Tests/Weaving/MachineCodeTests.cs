using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>The machine code of an unpatched call, which docs/explanation/internals.md shows: one load, one test and one branch more than the plain call.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class MachineCodeTests : IDisposable
{
    // Runs until the JIT has written the code of the highest tier.
    private const string Program =
        """
        using System;
        using System.IO;
        using System.Runtime.CompilerServices;
        using System.Threading;
        using Hotpatch;

        var end = DateTime.UtcNow.AddMinutes(1);
        while (DateTime.UtcNow < end && !IsDone())
        {
            for (var i = 0; i < 100; i++)
            {
                Calls.Inlined(i, 1);
                Calls.Plain(i, 1);
                Calls.NotInlined(i, 1);
            }

            Thread.Sleep(10);
        }

        bool IsDone()
        {
            using var reader = new StreamReader(new FileStream(args[0], FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite));
            var text = reader.ReadToEnd();
            return Has(nameof(Calls.Inlined)) && Has(nameof(Calls.Plain)) && Has(nameof(Calls.NotInlined));

            bool Has(string method) => text.Contains($"Calls:{method}(int,int):int (Tier1)", StringComparison.Ordinal);
        }

        public static class Calls
        {
            [MethodImpl(MethodImplOptions.NoInlining)] public static int Inlined(int a, int b) => Sums.Add(a, b);
            [MethodImpl(MethodImplOptions.NoInlining)] public static int Plain(int a, int b) => Sums.AddPlain(a, b);
            [MethodImpl(MethodImplOptions.NoInlining)] public static int NotInlined(int a, int b) => Sums.Multiply(a, b);
        }

        public static class Sums
        {
            [Patchable] public static int Add(int a, int b) => a + b;
            public static int AddPlain(int a, int b) => a + b;
            [Patchable] [MethodImpl(MethodImplOptions.NoInlining)] public static int Multiply(int a, int b) => a * b;
        }
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void An_unpatched_call_has_one_branch_and_one_load_more()
    {
        if (RuntimeInformation.ProcessArchitecture != System.Runtime.InteropServices.Architecture.X64)
            Assert.Ignore("The instructions are those of x64.");

        var listing = Run();
        var (plain, inlined, notInlined) = (CodeOf(listing, "Plain"), CodeOf(listing, "Inlined"), CodeOf(listing, "NotInlined"));
        Assert.Multiple(() =>
        {
            Assert.That(Branch().Count(plain), Is.Zero, plain);
            Assert.That(Load().Count(plain), Is.Zero, plain);
            Assert.That(Branch().Count(inlined), Is.EqualTo(1), inlined);
            Assert.That(Load().Count(inlined[..Branch().Match(inlined).Index]), Is.EqualTo(1), inlined);
            Assert.That(inlined, Does.Not.Contain("Add_Original").And.Not.Contain("CORINFO_HELP"));
            Assert.That(Branch().Count(notInlined), Is.EqualTo(1), notInlined);
            Assert.That(notInlined, Does.Contain("Multiply_Original").And.Not.Contain("CORINFO_HELP"));
        });
    }

    private string Run()
    {
        var program = WovenProgram.Write(_folder, Program, "Code");

        var listing = _folder.PathOf("code.txt");
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOTNET_JitDisasm"] = "Inlined Plain NotInlined",
            ["DOTNET_JitStdOutFile"] = listing,
        };
        ChildProcess.DotNetWith(variables, _folder.FullName, program, listing).Succeeded();
        return File.ReadAllText(listing);
    }

    private static string CodeOf(string listing, string method)
    {
        var start = listing.IndexOf($"; Assembly listing for method Calls:{method}(int,int):int (Tier1)", StringComparison.Ordinal);
        Assert.That(start, Is.Not.Negative, listing);
        var end = listing.IndexOf("; Total bytes of code", start, StringComparison.Ordinal);
        return listing[start..end];
    }

    [GeneratedRegex(@"\bj(?!mp)[a-z]+ ")]
    private static partial Regex Branch();

    [GeneratedRegex(@"mov +r[a-z0-9]+, gword ptr \[")]
    private static partial Regex Load();
}
