using System.IO.Compression;
using System.Text;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Mono.Cecil;

namespace Hotpatch.Tests.Languages;

/// <summary>
/// HP0024: bodies that the F# compiler may have copied into callers. Here C# stands in for it, with the attributes and resources that it writes;
/// the tests with packages run it.
/// </summary>
public class CopiedBodyTests
{
    private const string Attributes =
        """
        using System;
        using System.Runtime.CompilerServices;
        using Hotpatch;
        using Microsoft.FSharp.Core;
        [assembly: FSharpInterfaceDataVersion(2, 0, 0)]
        namespace Microsoft.FSharp.Core
        {
            public class FSharpInterfaceDataVersionAttribute : Attribute { public FSharpInterfaceDataVersionAttribute(int major, int minor, int release) { } }
            public class CompilationMappingAttribute : Attribute { public CompilationMappingAttribute(int flags) { } }
            public class CompilationSourceNameAttribute : Attribute { public CompilationSourceNameAttribute(string name) { } }
        }

        """;

    [TestCase("public class C { [Patchable] public static int Small(int x) => x; }", "C.Small(System.Int32)")]
    [TestCase("public class C { [Patchable] public int Price => 1; }", "C.get_Price()")]
    [TestCase("public class C { [Patchable] private int Hidden() => 1; }", "C.Hidden()")]
    [TestCase("public struct C { [Patchable] public int Twice() => 2; }", "C.Twice()")]
    [TestCase("public interface I { static abstract int Make(); } public class C : I { [Patchable] public static int Make() => 2; }", "C.Make()")]
    [TestCase("public class C { [Patchable] public static int A() => 1; [Patchable] public static int B() => 1; }", "C.A()", "C.B()")]
    public void Method_that_may_be_copied_is_warned_of(string source, params string[] methods)
    {
        var run = Weave(source);

        Assert.That(run.Errors, Is.Empty);
        Assert.That(run.Warnings, Has.Count.EqualTo(methods.Length));
        foreach (var (method, (message, point)) in methods.Zip(run.Warnings))
        {
            Assert.That(message, Does.StartWith($"HP0024: {method} is patchable. ").And.Contain("[<MethodImpl(MethodImplOptions.NoInlining)>]"));
            Assert.That(point, Is.Not.Null);
        }
    }

    [TestCase("public class C { [Patchable, MethodImpl(MethodImplOptions.NoInlining)] public static int Small(int x) => x; }")]
    [TestCase("public class C { [Patchable, MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)] public static int Small(int x) => x; }")]
    [TestCase("public class C { [Patchable] public virtual int Slot() => 1; }")]
    [TestCase("public class C { [Patchable] public override string ToString() => string.Empty; }")]
    [TestCase("public interface I { int Q(); } public class C : I { [Patchable] int I.Q() => 1; }")]
    [TestCase("public class C { [Patchable] public C() { } }")]
    [TestCase("public class C { public static int Unmarked() => 1; [Patchable] public virtual int Slot() => 1; }")]
    public void Method_that_no_caller_copies_is_not(string source) => Assert.That(Weave(source).Warnings, Is.Empty);

    [Test]
    public void Attribute_of_an_accessor_counts_as_the_compiler_writes_it()
    {
        var run = Weave(
            "public class C { [Patchable] public int Price => 1; }",
            module =>
            {
                var constructor = typeof(System.Runtime.CompilerServices.MethodImplAttribute).GetConstructor([typeof(short)]);
                var attribute = new CustomAttribute(module.ImportReference(constructor));
                attribute.ConstructorArguments.Add(new CustomAttributeArgument(module.TypeSystem.Int16, (short)8));
                module.GetType("C").Methods.Single(method => method.Name == "get_Price").CustomAttributes.Add(attribute);
            });
        Assert.That(run.Warnings, Is.Empty);
    }

    [Test]
    public void A_mark_on_a_type_warns_once()
    {
        var run = Weave("[Patchable] public class C { public int A() => 1; public int B() => 1; public int D() => 1; public int E() => 1; public int F() => 1; }");
        Assert.That(run.Warnings.Single().Message, Does.StartWith("HP0024: C.A(), C.B(), C.D() and 2 other methods are patchable. "));
    }

    [Test]
    public void A_scope_says_it_in_the_log_and_warns_of_nothing()
    {
        var run = Weave("public class C { public int A() => 1; public int B() => 1; }", config: "<Hotpatch Scope='All'/>");
        Assert.That(run.Warnings, Is.Empty);
        Assert.That(run.Infos, Has.One.StartWith("HP0024: C.A(), C.B() are covered by the scope. "));
    }

    [TestCase("Hotpatch.NoWarn=CS1591|hp0024")]
    [TestCase("Hotpatch.NoWarn=|HP0024|")]
    public void Warning_that_the_project_switches_off_is_not_given(string constant)
    {
        var run = Weave("public class C { [Patchable] public static int Small(int x) => x; }", constants: ["DEBUG", constant]);
        Assert.That(run.Warnings.Select(warning => warning.Message).Concat(run.Infos), Has.None.Contain("HP0024"));
    }

    [TestCase("Hotpatch.NoWarn=HP00247|HP0047")]
    [TestCase("HP0024")]
    [TestCase("Hotpatch.WarningsNotAsErrors=HP0024")]
    [TestCase("Hotpatch.TreatWarningsAsErrors")]
    public void Warning_stays_where_the_project_says_nothing_else(string constant)
        => Assert.That(Weave("public class C { [Patchable] public static int Small(int x) => x; }", constants: [constant]).Warnings, Has.Count.EqualTo(1));

    [Test]
    public void Warning_that_may_be_no_error_is_a_message_where_Fody_would_make_one_of_it()
    {
        var run = Weave(
            "public class C { [Patchable] public static int Small(int x) => x; }",
            constants: ["Hotpatch.WarningsNotAsErrors=HP0024", "Hotpatch.TreatWarningsAsErrors"]);
        Assert.That(run.Warnings, Is.Empty);
        Assert.That(run.Infos, Has.One.Match(@"Snippet\.cs\(\d+\): warning HP0024: C\.Small"));
    }

    [Test]
    public void Other_languages_are_not_warned_of()
    {
        using var folder = new TempFolder();
        var plain = Compiled.ToFolder(folder.FullName, "public class C { [Hotpatch.Patchable] public static int Small(int x) => x; }", optimization: OptimizationLevel.Release);
        var run = WeaverRun.Succeed(plain, folder.PathOf("woven", "Snippet.dll"), ReferenceList.OfFixture("Release"));
        Assert.That(run.Warnings, Is.Empty);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Without_optimization_only_what_the_data_holds_may_be_copied(bool compressed)
    {
        var run = Weave(
            """
            public class C
            {
                [Patchable] public static int Plain(int x) => x;
                [Patchable] public static int Blown(int x) => x;
                [Patchable, CompilationSourceName("named")] public static int Named(int x) => x;
            }
            """,
            module => AddData(module, compressed, "\u0001\u0005Blown\u0002named"),
            OptimizationLevel.Debug);
        Assert.That(run.Warnings.Select(warning => warning.Message.Split(' ')[1]), Is.EqualTo(new[] { "C.Blown(System.Int32)", "C.Named(System.Int32)" }));
    }

    [Test]
    public void Data_that_cannot_be_read_is_taken_for_the_worst()
    {
        var run = Weave(
            "public class C { [Patchable] public static int Plain(int x) => x; }",
            module => module.Resources.Add(new EmbeddedResource("FSharpOptimizationCompressedData.Snippet", ManifestResourceAttributes.Public, [0xFF, 0xFF, 0xFF])),
            OptimizationLevel.Debug);
        Assert.That(run.Warnings, Has.Count.EqualTo(1));
    }

    [TestCase("public class C { [Patchable] public int Amount { get; } }", OptimizationLevel.Release, 1)]
    [TestCase("public class C { [Patchable] public int Amount { get; } }", OptimizationLevel.Debug, 0)]
    [TestCase("public class C { [Patchable, CompilationMapping(4)] public int Amount { get; } }", OptimizationLevel.Debug, 1)]
    public void Fields_are_read_past_their_accessors(string source, OptimizationLevel optimization, int warnings)
    {
        var run = Weave(source, optimization: optimization);
        Assert.That(run.Warnings, Has.Count.EqualTo(warnings));
        if (warnings > 0)
            Assert.That(run.Warnings[0].Message, Does.Contain("C.get_Amount()").And.Contain("Mark a member with a body"));
    }

    private static void AddData(ModuleDefinition module, bool compressed, string text)
    {
        using var data = new MemoryStream();
        using (var packed = compressed ? new DeflateStream(data, CompressionLevel.Optimal, leaveOpen: true) : (Stream)new BufferedStream(new MemoryStream()))
            (compressed ? packed : data).Write(Encoding.UTF8.GetBytes(text));

        var name = compressed ? "FSharpOptimizationCompressedData.Snippet" : "FSharpOptimizationData.Snippet";
        module.Resources.Add(new EmbeddedResource(name, ManifestResourceAttributes.Public, data.ToArray()));
    }

    private static WeaverRun Weave(
        string source, Action<ModuleDefinition>? rewrite = null, OptimizationLevel optimization = OptimizationLevel.Release, string config = "<Hotpatch/>",
        params string[] constants)
    {
        using var folder = new TempFolder();
        using var references = ReferenceList.OfFixture("Release");
        var plain = Compiled.ToFolder(folder.PathOf("plain"), Attributes + source, references: references, optimization: optimization);
        using var module = ModuleDefinition.ReadModule(plain, new ReaderParameters { AssemblyResolver = references, InMemory = true, ReadSymbols = true });
        rewrite?.Invoke(module);
        return WeaverRun.ExecuteInBuild(module, references, config, constants);
    }
}
