using System.Globalization;
using Hotpatch.Tests.Packages;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tests.HotReload;

/// <summary>A woven program of its own process gets a real update of all its methods, and says which of them are no longer patchable.</summary>
[Category("Slow")]
public sealed class HotReloadTests : IDisposable
{
    private const string Replaced =
        "a woven body was expected, but Hot Reload has replaced it, and calls see no patch. Start the program again.";

    private static readonly string[] Names =
    [
        "Methods..ctor(System.String)", "Methods.get_Property()", "Methods.Static(System.String)", "Methods.Instance(System.String)",
        "Methods.WithLambda(System.String)", "Methods.Asynchronous(System.String)", "Methods.Iterator(System.String)", "Methods.Generic<T>(T)",
        "Methods.WithGate(System.String)", "Methods+OfGeneric`1.Get(T)", "Methods+OfGeneric`1.Unused(T)",
    ];

    private readonly TempFolder _folder = new();
    private string _plain = "";
    private string _woven = "";
    private CSharpCompilation _old = null!;
    private CSharpCompilation _new = null!;

    [OneTimeSetUp]
    public void Build()
    {
        var references = ReferenceList.OfFixture("Debug");
        _old = Compile(text => text);
        _new = Compile(text => text.Replace("\"old\"", "\"new\"", StringComparison.Ordinal));
        _plain = Compiled.ToFolder(_folder.PathOf("plain"), _old);
        _woven = WeaverRun.Succeed(_plain, _folder.PathOf("woven", Path.GetFileName(_plain)), references).Output;
        WovenProgram.MakeRunnable(_woven);
    }

    [OneTimeTearDown]
    public void Dispose() => _folder.Dispose();

    [Test]
    public void Update_takes_the_stubs_away_and_all_members_say_so()
    {
        var lines = RunWithUpdateOf(_woven);
        var warning = lines.Single(line => line.Contains(Replaced, StringComparison.Ordinal) && !line.Contains("PatchException", StringComparison.Ordinal));
        Assert.Multiple(() =>
        {
            Assert.That(warning, Does.StartWith("Hotpatch: "));
            Assert.That(warning["Hotpatch: ".Length..].Split(": a woven")[0].Split(", "), Is.EquivalentTo(Names));
            Assert.That(lines.Where(line => line != warning), Is.EqualTo(new[]
            {
                "before: old. old4 old. old. old. old. old. old. patched kept. old. old.",
                "before, replaced:",
                "after: new. new4 new. new. new. new. new. new. new. kept. new. new.",
                "after, replaced: .ctor Asynchronous Generic Get Instance Iterator Static Unused WithGate WithLambda get_Property",
                $"Patch: PatchException {Names[2]}: {Replaced}",
                $"Patch with a gate: PatchException {Names[8]}: {Replaced}",
                $"Wrap: PatchException {Names[2]}: {Replaced}",
                $"Observe: PatchException {Names[2]}: {Replaced}",
                $"PatchFlow: PatchException {Names[2]}: {Replaced}",
                $"PatchSet: PatchException {Names[2]}: {Replaced}",
                $"all instantiations, none in use: PatchException {Names[10]}: {Replaced}",
                $"PatchFlow of all instantiations: PatchException {Names[10]}: {Replaced}",
                $"generic: PatchException Methods.Generic<System.String>(System.String): {Replaced}",
                "kept: done",
                "original: old.",
                "calls: new. patched",
            }));
        });
    }

    // A build of the source that was not woven is another module for the .NET runtime.
    [Test]
    public void Update_of_the_assembly_before_weaving_is_refused_as_a_whole()
    {
        var lines = RunWithUpdateOf(_plain);
        Assert.Multiple(() =>
        {
            Assert.That(lines, Has.Some.StartsWith("refused: "));
            Assert.That(lines, Has.Some.EqualTo("after: old. old4 old. old. old. old. old. old. patched kept. old. old."));
            Assert.That(lines, Has.Some.EqualTo("after, replaced:"));
            Assert.That(lines[^1], Is.EqualTo("calls: patched patched"));
        });
    }

    [TestCase("Debug")]
    [TestCase("Release")]
    public void No_stub_of_any_kind_is_taken_for_a_replaced_body(string configuration)
    {
        var lines = Run("list", LoadedAssembly.WovenFixture(configuration).Path);
        Assert.That(int.Parse(lines[0], CultureInfo.InvariantCulture), Is.GreaterThan(200));
        Assert.That(lines.Skip(1), Is.Empty);
    }

    private static CSharpCompilation Compile(Func<string, string> edit)
        => Compiled.Compilation(
            Directory.GetFiles(Repository.PathOf("Hotpatch.Tests", "HotReload", "Programs"), "*.cs").Order(StringComparer.Ordinal)
                .ToDictionary(path => path, path => Path.GetFileName(path) == "Methods.cs" ? edit(File.ReadAllText(path)) : File.ReadAllText(path)),
            OutputKind.ConsoleApplication);

    private string[] RunWithUpdateOf(string assembly)
    {
        var update = _folder.PathOf("update-" + Path.GetFileName(Path.GetDirectoryName(assembly)));
        Update.Write(assembly, _old, _new, update);
        return Run(update);
    }

    private string[] Run(params string[] arguments)
        => Consumer.Lines(ChildProcess.DotNetWith("DOTNET_MODIFIABLE_ASSEMBLIES", "debug", _folder.FullName, [_woven, .. arguments]).Succeeded());
}
