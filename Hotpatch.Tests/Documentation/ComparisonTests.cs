using System.Reflection;
using Hotpatch.Fody;
using Hotpatch.Libraries;
using Hotpatch.Tests.HandlesByName;
using Hotpatch.Tests.Packages;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.Documentation;

/// <summary>The README's table of peers: the column of Hotpatch says what a program does that runs each row.</summary>
[NonParallelizable]
public sealed class ComparisonTests : IDisposable
{
    private const string Heading = "## How it compares";

    private readonly TempFolder _folder = new();
    private LoadedAssembly _rows = null!;

    /// <summary>The rows that need more than one assembly, a compiler or a publish. Those in the file Rows.cs need none.</summary>
    private Dictionary<string, Func<string>> Others => new(StringComparer.Ordinal)
    {
        ["packages that you don't build"] = WovenCopy,
        ["types of a replacement checked"] = Misfit,
        ["load, replace and unload a library of patches"] = Library,
        ["trimming and NativeAOT"] = () => PublishedAs("trimmed", "NativeAOT"),
        ["must be ported to each new .NET"] = NativeCode,
    };

    /// <summary>The rows with figures, which the benchmarks measure.</summary>
    private static readonly string[] Figures = ["patch and undo", "a patched call, against the plain call (1.00)"];

    private static IEnumerable<TestCaseData> Table
        => File.ReadLines(Repository.PathOf("README.md"))
            .SkipWhile(line => line != Heading)
            .SkipWhile(line => !line.StartsWith("| ---", StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => !Figures.Contains(cells[1], StringComparer.Ordinal))
            .Select(cells => new TestCaseData(cells[1], cells[2]));

    [OneTimeSetUp]
    public void Weave()
    {
        var woven = GeneratorRun.Of([Embedded.Source("ComparisonRows")]).Weave(_folder, name: "rows");
        Assert.That(woven.Errors.Select(error => error.Message), Is.Empty);
        _rows = LoadedAssembly.Load(woven.Output);
    }

    public void Dispose() => _folder.Dispose();

    [TestCaseSource(nameof(Table))]
    public void Row(string row, string says) => Assert.That(says, Does.StartWith(Others.TryGetValue(row, out var other) ? other() : Run(row)));

    [Test]
    public void Each_row_is_in_the_table()
        => Assert.That(
            Table.Select(row => (string)row.Arguments[0]!),
            Is.EquivalentTo(Others.Keys.Concat(Methods.Select(RowOf))));

    private IEnumerable<MethodInfo> Methods => _rows.Assembly.GetType("Comparison.Rows")!.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly);

    private static string RowOf(MethodInfo method) => (string)method.GetCustomAttributesData().Single(attribute => attribute.AttributeType.Name == "RowAttribute").ConstructorArguments[0].Value!;

    private string Run(string row) => (string)Methods.Single(method => RowOf(method) == row).Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null)!;

    private string WovenCopy()
    {
        var plain = Compiled.ToFolder(_folder.PathOf("package"), "public static class Package { public static int Get() => 1; }", "Package");
        var copy = _folder.PathOf("copy", "Package.dll");
        using var references = ReferenceList.OfFixture("Debug");
        Assert.That(HotpatchWeaver.Weave(plain, copy, new HotpatchWeaverOptions { Configuration = System.Xml.Linq.XElement.Parse("<Hotpatch Scope='All'/>"), References = references.Paths }).Problems, Is.Empty);
        var package = LoadedAssembly.Load(copy).Assembly.GetType("Package")!;
        using (Patchable.For<Func<int>>(package, "Get").PatchScoped(() => 2))
            return package.GetMethod("Get")!.Invoke(null, null) is 2 ? "yes" : "no";
    }

    private static string Misfit()
    {
        var run = GeneratorRun.Of("public class C { [Hotpatch.Patchable] public static int M(int a) => a; static void P() => C.Patches.M.Patch(text => text + \"\"); }");
        return run.After.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) ? "when you compile" : "when you patch";
    }

    private string Library()
    {
        var handle = Patchable.In(_rows.Assembly).OfType<PatchHandle<Func<int, int>>>().Single(candidate => candidate.Method.Name == "Other");
        Func<string, byte[]> write = value => File.ReadAllBytes(Compiled.ToFolder(
            _folder.PathOf("library" + value),
            $"public static class Fix {{ [Hotpatch.Patch(\"Comparison.Shop.Other(System.Int32)\")] public static int Other(int value) => {value}; }}",
            "Fix",
            ReferenceList.OfFixture("Debug")));
        var other = ((MethodInfo)handle.Method).CreateDelegate<Func<int, int>>();
        using (PatchLibrary.Load(new MemoryStream(write("10")), new PatchLibraryOptions { Targets = [_rows.Assembly] }))
            Assert.That(other(1), Is.EqualTo(10));

        using (PatchLibrary.Load(new MemoryStream(write("20")), new PatchLibraryOptions { Targets = [_rows.Assembly] }))
            Assert.That(other(1), Is.EqualTo(20));

        return other(1) == 1 ? "yes" : "no";
    }

    // Another test publishes with NativeAOT, and patches.
    private static string PublishedAs(params string[] modes)
        => modes.Except(typeof(ConformanceTests).GetMethod(nameof(ConformanceTests.Published_program_runs))!.GetCustomAttributes<TestCaseAttribute>()
            .Select(mode => (string)mode.Arguments[0]!), StringComparer.Ordinal).Any() ? "no" : "yes";

    // Woven code is plain IL, and the runtime library calls no native function by itself but one for a barrier that old frameworks lack.
    private string NativeCode()
    {
        using var module = Mono.Cecil.ModuleDefinition.ReadModule(_rows.Path);
        return module.GetTypes().SelectMany(type => type.Methods).Any(method => method.IsPInvokeImpl || method.IsNative) ? "yes" : "no";
    }
}
