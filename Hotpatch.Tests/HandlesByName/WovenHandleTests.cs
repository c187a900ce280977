using Hotpatch.Tests.Properties;
using Hotpatch.Tests.Properties.Signatures;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>The weaver fills in all that the generator declares, and the generator declares all that the weaver makes patchable.</summary>
[Parallelizable(ParallelScope.Children)]
[Category("Slow")]
public class WovenHandleTests
{
    private const string GlobalUsings
        = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    /// <summary>What another generator makes, which this one does not see.</summary>
    private const string OfLibraryImport = "namespace Fixtures { public static partial class Imports { public static partial int Upper(int character) => 0; } }";

    private static IEnumerable<TestCaseData> Cases
        => SourceCase.All.SelectMany(source => source.Supported
            .Where(version => version is LanguageVersion.CSharp14 or LanguageVersion.CSharp13 or LanguageVersion.CSharp7_3)
            .Select(version => new TestCaseData(source.Name, version)));

    private static string[] Configurations => ["<Hotpatch/>", "<Hotpatch Scope='Public'/>", "<Hotpatch Scope='All'/>", "<Hotpatch Scope='Public' Exclude='*.Get*'/>"];

    /// <summary>Handles of calls are then filled in even if nothing makes the calls.</summary>
    private static Dictionary<string, string> WeavesReferences => new() { ["build_property.HotpatchWeavesReferences"] = "true" };

    [TestCaseSource(nameof(Cases))]
    public void Weaver_fills_in_what_is_generated(string name, LanguageVersion version)
        => Check(GeneratorRun.Of([SourceCase.All.Single(source => source.Name == name).Text], version, properties: WeavesReferences), "<Hotpatch/>");

    [TestCaseSource(nameof(Cases))]
    public void Weaver_fills_in_what_is_generated_for_all(string name, LanguageVersion version)
        => Check(
            GeneratorRun.Of([SourceCase.All.Single(source => source.Name == name).Text], version, files: [Weavers("<Hotpatch Scope='All'/>")], properties: WeavesReferences),
            "<Hotpatch Scope='All'/>");

    [TestCaseSource(nameof(Configurations))]
    public void Weaver_fills_in_what_is_generated_for_the_fixtures(string configuration)
    {
        var sources = Directory.GetFiles(Repository.PathOf("AssemblyToProcess"), "*.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText);

        Check(GeneratorRun.Of([.. sources, GlobalUsings, OfLibraryImport], files: [Weavers(configuration)]), configuration);
    }

    [Test]
    public void Weaver_fills_in_what_is_generated_for_random_signatures()
        => Seed.Check(
            SignatureGenerator.BatchOf(40), batch => batch.Smaller(), tests: 8, batch => Check(GeneratorRun.Of(BatchSource.Whole(batch)), "<Hotpatch/>"));

    private static (string Path, string Text) Weavers(string configuration) => ("/src/FodyWeavers.xml", $"<Weavers>{configuration}</Weavers>");

    private static void Check(GeneratorRun run, string configuration)
    {
        using var folder = new TempFolder();
        var woven = run.Weave(folder, configuration);
        Assert.That(woven.Errors.Select(error => error.Message), Is.Empty, run.Text);
        Assert.That(LeftOpen(woven.Output), Is.Empty);

        var assembly = LoadedAssembly.Load(woven.Output).Assembly;
        var patchable = Patchable.In(assembly).Select(handle => (Name: NameOf(handle.Name), handle.Method))
            .Concat(Patchable.GenericIn(assembly).Select(handle => (Name: NameOf(handle.Name), handle.Method)))
            .ToArray();

        var declared = run.Methods.ToHashSet(StringComparer.Ordinal);
        Assert.That(declared.Except(patchable.Select(method => method.Name)), Is.Empty, "declared, not patchable");
        Assert.That(
            patchable.Where(method => !declared.Contains(method.Name) && !Unnameable.Is(method.Method)).Select(method => method.Name),
            Is.Empty,
            "patchable, not declared");
    }

    // Without the assembly that makes the calls.
    private static string NameOf(string handle) => handle[(handle.IndexOf('!', StringComparison.Ordinal) + 1)..];

    /// <summary>The declarations that still say that they were not filled in.</summary>
    private static IEnumerable<string> LeftOpen(string path)
    {
        using var module = ModuleDefinition.ReadModule(path);
        return [.. module.GetTypes().SelectMany(type => type.Methods)
            .Where(method => method.HasBody && method.Body.Instructions.Any(
                instruction => instruction is { OpCode.Code: Code.Call, Operand: MethodReference { Name: "NotWoven" or "NotCalled" } }))
            .Select(method => method.FullName)];
    }
}
