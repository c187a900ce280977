using System.Globalization;
using Hotpatch.Analyzers.Rules.Patching;
using Hotpatch.Tests.HandlesByName;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Tests.Analyzers;

/// <summary>HP0049: <c>Type.Patches</c> where there is no such thing, with the reason.</summary>
[Parallelizable(ParallelScope.Children)]
public class MissingExtensionTests
{
    private const string Shop =
        """
        using Hotpatch;
        namespace Shop
        {
            public class Service { [Patchable] public void Run() { } public class Inner { [Patchable] public void Go() { } } }
            public class Box<T> { [Patchable] public T Get(T value) { return value; } }
            public class Derived : Service { }
            public class Plain { }
            public class Hidden { [Patchable] internal void Run() { } }
            public class Own { [Patchable] public void Patches() { } }
            public class Base { [Patchable] public void Low() { } }
            public class Both : Base { [Patchable] public void High() { } [Patchable] public int Total { get; set; } [Patchable] public void Go(string a) { } [Patchable] public void Go(int a) { } public void Unmarked() { } }
            public interface IPart { [Patchable] int Default() => 1; }
            public class Part : IPart { }
        }
        """;

    [TestCase("Shop.Service.Patches.Run.Restore()", "", "Shop.Service", "its namespace is not imported. Add using Shop;, or write Shop.ServicePatches.")]
    [TestCase("Alias.Patches.Run.Restore()", "using Alias = Shop.Service;", "Alias", "its namespace is not imported. Add using Shop;, or write Shop.ServicePatches.")]
    [TestCase("Shop.Box<int>.Patches.Get.Restore()", "", "Shop.Box<int>", "its namespace is not imported. Add using Shop;, or write Shop.BoxPatches<int>.")]
    [TestCase("Shop.Service.Inner.Patches.Go.Restore()", "", "Shop.Service.Inner", "its namespace is not imported. Add using Shop;, or write Shop.Service_InnerPatches.")]
    [TestCase("Part.Patches.Default.Restore()", "using Shop;", "Part", "handles are on the type that declares the methods. Write IPart.Patches.")]
    [TestCase("Derived.Patches.Run.Restore()", "using Shop;", "Derived", "handles are on the type that declares the methods. Write Service.Patches.")]
    [TestCase("Plain.Patches.Restore()", "using Shop;", "Plain", "Library has no handles of it that are visible here: no visible method is patchable, or <HotpatchHandles> of its project is internal or false. Mark one with [Patchable] there.")]
    [TestCase("Hidden.Patches.Run.Restore()", "using Shop;", "Hidden", "its handle class HiddenPatches is internal to Library. <HotpatchHandles> of that project decides, or [InternalsVisibleTo].")]
    [TestCase("System.Version.Patches.Restore()", "", "System.Version", "System.Runtime is a part of the framework, and can't be woven. Write [assembly: PatchableCalls(typeof(System.Version))] for the calls that this project makes.")]
    [TestCase("Uses.Patches.Restore()", "", "Uses", "none of its methods is patchable. Mark one with [Patchable].")]
    public async Task Tells_why(string use, string usings, string type, string reason)
        => Assert.That(await Find(use, usings), Is.EqualTo(new[] { $"HP0049: {type}.Patches does not exist: {reason}" }));

    [TestCase("Both.Patches.Low.Restore()", "Low", "handles are on the type that declares the methods. Write Base.Patches.Low.")]
    [TestCase("Both.Patches.Total.Restore()", "Total", "Write get_Total or set_Total.")]
    [TestCase("Both.Patches.Go.Restore()", "Go", "Write Go_Int32 or Go_String.")]
    [TestCase("Both.Patches.Unmarked.Restore()", "Unmarked", "Unmarked is not patchable. Mark it with [Patchable].")]
    public async Task Tells_why_a_handle_is_not_there(string use, string name, string reason)
        => Assert.That(await Find(use, "using Shop;"), Is.EqualTo(new[] { $"HP0049: Both.Patches.{name} does not exist: {reason}" }));

    [TestCase("PS.Patches.Run.Restore()", "PS", "its namespace is not imported. Add using Shop;, or write Shop.ServicePatches.")]
    [TestCase("Plain.Patches.Run.Restore()", "Plain", "none of its methods is patchable. Mark one with [Patchable].")]
    [TestCase("Open.Hidden.Patches.Run.Restore()", "Open.Hidden", "it has no such extension. Write HiddenPatches.", "partial")]
    [TestCase("Open.Hidden.Patches.Run.Restore()", "Open.Hidden", "its methods have no handles by name: no other source file can name them, or <HotpatchHandles> is false. Use Patchable.For or Patchable.Find.")]
    public async Task Tells_why_beside_an_extension_that_is_there(string use, string type, string reason, string modifier = "")
    {
        var run = HandlesByName.Libraries.Consumer(
            $$"""
            using Hotpatch; using PS = Shop.Service;
            namespace Mine
            {
                public class Near { [Patchable] public void Run() { } }
                
                public class Plain { }
                public {{modifier}} class Open
                {
                    private class Hidden { [Patchable] public void Run() { } }
                    public static void Use() { Near.Patches.Run.Restore(); {{use}}; }
                }
            }
            """,
            references: HandlesByName.Libraries.Reference("Library", Shop));

        Assert.That(await Find(run), Is.EqualTo(new[] { $"HP0049: {type.Replace("Open.", string.Empty, StringComparison.Ordinal)}.Patches does not exist: {reason}" }));
    }

    [Test]
    public async Task Tells_of_a_reference_with_an_alias()
    {
        var library = HandlesByName.Libraries.Reference("Library", Shop);
        var compilation = GeneratorRun.Compile(
            ["extern alias L; using L::Shop; public static class Uses { public static void Use() { Service.Patches.Run.Restore(); } }"], LanguageVersion.CSharp14)
            .AddReferences(library.WithAliases(["L"]));

        Assert.That(
            await Find(GeneratorRun.Over(compilation)),
            Is.EqualTo(new[] { "HP0049: Service.Patches does not exist: extensions are not declared for references with an alias. Write ServicePatches." }));
    }

    [TestCase("Thing.Patches.Go.Restore()", null, "Thing.Patches does not exist: Lone is not woven, or has no method that is patchable and visible here. To patch its methods, weave a copy of it: add <HotpatchReference Include=\"Lone\" /> to the project file. To patch only the calls that this project makes, write [assembly: PatchableCalls(typeof(Thing))].")]
    [TestCase("Thing.Patches.Go.Restore()", "Lone<<<<", null)]
    [TestCase("Thing.Patches.Left.Restore()", "Lone<<<Lone.Thing.Left<", "Thing.Patches.Left does not exist: Left has no handle by name: <HotpatchReference Include=\"Lone\" /> does not cover it, or it is a constructor or has no body. Correct Scope, IncludeMethods or ExcludeMethods, or use Patchable.For.")]
    [TestCase("Thing.Patches.Total.Restore()", "Lone<<<<", "Thing.Patches.Total does not exist: Write get_Total.")]
    public async Task Tells_the_ways_to_an_assembly_that_its_own_project_does_not_weave(string use, string? items, string? message)
    {
        using var folder = new TempFolder();
        var lone = Compiled.ToFolder(folder.FullName, "namespace Lone { public class Thing { public void Go() { } public void Left() { } public int Total => 1; } }", "Lone");
        var run = GeneratorRun.Of(
            [$"using Lone; public static class Uses {{ public static void Use() {{ {use}; }} }}"],
            properties: items is null ? null
                : new Dictionary<string, string> { ["build_property.HotpatchWovenReferences"] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(items)) },
            references: [lone],
            mentionsAll: false);
        Assert.That(await Find(run), Is.EqualTo(message is null ? Array.Empty<string>() : [$"HP0049: {message}"]));
    }

    [TestCase("File.Patches.Exists.Restore()", "File.Patches.Exists does not exist: System.Runtime is a part of the framework, and can't be woven. Write [assembly: PatchableCalls(typeof(File))] for the calls that this project makes.")]
    [TestCase("File.Patches.ToString.Restore()", null)]
    [TestCase("Console.Patches.Write.Restore()", "Console.Patches.Write does not exist: Write Write_Boolean or Write_Char or Write_CharArray or Write_CharArray_Int32_Int32 or Write_Decimal, or one of 14 more.")]
    public async Task Tells_of_calls(string use, string? message)
    {
        var run = GeneratorRun.Of(
            [
                "[assembly: Hotpatch.PatchableCalls(typeof(object), \"ToString\")] [assembly: Hotpatch.PatchableCalls(typeof(System.Console))]",
                $"using System; using System.IO; public static class Uses {{ public static void Use() {{ {use}; object.Patches.ToString.Restore(); }} }}",
            ],
            mentionsAll: false);
        Assert.That(await Find(run), Is.EqualTo(message is null ? Array.Empty<string>() : [$"HP0049: {message}"]));
    }

    [Test]
    public async Task Tells_of_the_language_version()
        => Assert.That(
            await Find("Service.Patches.Run.Restore(); Box<int>.Patches.Get.Restore()", "using Shop;", LanguageVersion.CSharp12),
            Is.EquivalentTo(new[]
            {
                "HP0049: Service.Patches does not exist: extension properties need C# 14. Write ServicePatches.",
                "HP0049: Box<int>.Patches does not exist: extension properties need C# 14. Write BoxPatches<int>.",
            }));

    [TestCase("Service.Patches.Run.Restore(); Shop.Service.Patches.Run.Restore(); Box<int>.Patches.Get.Restore(); Service.Inner.Patches.Go.Restore()")]
    [TestCase("Own.Patches()")]
    [TestCase("Unknown.Patches.Run.Restore()")]
    [TestCase("var a = new { Patches = 1 }; a.Patches.ToString()")]
    [TestCase("dynamic a = 1; a.Patches.Run()")]
    public async Task Is_silent_where_the_compiler_finds_one_or_knows_no_such_type(string use)
        => Assert.That(await Find(use, "using Shop;"), Is.Empty);

    private static async Task<string[]> Find(string use, string usings, LanguageVersion version = LanguageVersion.CSharp14)
    {
        var run = HandlesByName.Libraries.Consumer(
            $"{usings} public static class Uses {{ public static void Use() {{ {use}; }} }}", version, references: HandlesByName.Libraries.Reference("Library", Shop));
        return await Find(run);
    }

    private static async Task<string[]> Find(GeneratorRun run)
    {
        // The compiler says of the same that there is no such member.
        var found = await new CompilationWithAnalyzers(run.After, [new MissingExtensionAnalyzer()], options: null).GetAnalyzerDiagnosticsAsync();
        return [.. found.Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}")];
    }
}
