using System.Text.RegularExpressions;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis.Emit;

namespace Hotpatch.Tests.Weaving;

/// <summary>What the weaver refuses: an error with a code at the source line, all of them at once, and nothing woven.</summary>
public class BuildErrorTests
{
    /// <summary>Each line that must have an error ends in a comment with its code.</summary>
    private const string Refused =
        """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using Hotpatch;

        public class Kinds
        {
            [Patchable] public T Generic<T>(T value) => value;
            [Patchable] public async Task<T> GenericAsync<T>(T value) { await Task.Yield(); return value; }
            [Patchable] public Kinds() { }
            [Patchable] static Kinds() { } // HP0013
            [Patchable] ~Kinds() { }
            [Patchable] public void ByRef(ref int value) => value++;
            [Patchable] public void ByIn(in int value) => Console.WriteLine(value);
            [Patchable] public void ByOut(out int value) => value = 1;
            [Patchable] public ref int RefReturn(int[] values) => ref values[0];
            [Patchable] public int Span(ReadOnlySpan<int> values) => values[0];
            [Patchable] public Span<int> SpanReturn(int[] values) => values;
            [Patchable] public unsafe int Pointer(int* value) => *value;
            [Patchable] public unsafe int FunctionPointer(delegate*<int> value) => value();
            [Patchable] public int Arguments(__arglist) => 1; // HP0018
            [Patchable, UnmanagedCallersOnly] public static int Callback(int value) => value;
            public int Before() => 0; // HP0016 HP0016
            [Patchable, DllImport("c")] public static extern int getpid();
            [Patchable, MethodImpl(MethodImplOptions.InternalCall)] public extern int Internal();
            [Patchable, UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_f")] public static extern ref int Accessor(Kinds kinds);

            public Func<int, int> Lambda() =>
                [Patchable] (x) => x + 1;

            public int Local()
            {
                return Inner(1);
                [Patchable] static int Inner(int x) => x;
            }

            [Patchable]
            [NotPatchable]
            public void Both() { } // HP0006

            [Patchable] public int Fine(int x) => x;
        }

        public class Box<T>
        {
            [Patchable] public int Count() => 1;
            public class Inner { [Patchable] public static int Count() => 1; }
        }

        public struct Point
        {
            public int X;
            [Patchable] public int Instance() => X;
            [Patchable] public static int Fine(Point point) => point.X;
        }

        [Patchable]
        public interface IGreeter
        {
            string Name();
            string Greet() => "hello " + Name();
        }

        [Patchable]
        public class MarkedType
        {
            public int Fine() => 1;
            public T Generic<T>(T value) => value;
            [NotPatchable] public T Left<T>(T value) => value;
        }

        public abstract class Abstract
        {
            public void First() { } // HP0016
            [Patchable] public abstract void Body();
        }
        """;

    [Test]
    public void Every_refusal_is_an_error_at_its_line()
    {
        using var folder = new TempFolder();
        var run = Weave(folder, Refused);

        Assert.Multiple(() =>
        {
            Assert.That(Found(run), Is.EquivalentTo(Expected(Refused)));
            Assert.That(run.Errors.Select(error => error.Point?.Document.Url), Is.All.EqualTo("/src/Snippet.cs"));
            Assert.That(run.Errors.Select(error => error.Message), Has.One.Contains("Abstract.Body()").And.One.Contains("[Patchable(Inherited = true)]"));
            Assert.That(run.Errors.Select(error => error.Message), Is.All.Match(@"^HP\d{4}: \S+\(.*\) (cannot be patchable: .*\. .*\[NotPatchable\].*\.|is marked .*)$"));
        });
    }

    [Test]
    public void A_failed_build_has_woven_nothing()
    {
        using var folder = new TempFolder();
        var plain = Compiled.ToFolder(folder.FullName, Refused);
        var references = ReferenceList.OfFixture("Debug");
        using var woven = Mono.Cecil.ModuleDefinition.ReadModule(plain, new Mono.Cecil.ReaderParameters { AssemblyResolver = references, InMemory = true });
        var run = WeaverRun.Execute(woven, references);
        Assert.Multiple(() =>
        {
            Assert.That(run.Errors, Is.Not.Empty);
            Assert.That(woven.GetTypes().Select(type => type.Name), Has.None.EqualTo("PatchSlots").And.None.EqualTo("PatchManifest"));
            Assert.That(woven.GetTypes().SelectMany(type => type.Methods).Select(method => method.Name), Has.None.EndsWith("_Original"));
            Assert.That(woven.Assembly.CustomAttributes.Select(attribute => attribute.AttributeType.Name), Has.None.EqualTo("WovenAssemblyAttribute"));
        });
    }

    [Test]
    public void Without_symbols_the_message_names_the_method()
    {
        using var folder = new TempFolder();
        var plain = Compiled.ToFolder(folder.FullName, Refused, symbols: null);
        var run = WeaverRun.Execute(plain, folder.PathOf("woven", "Snippet.dll"), ReferenceList.OfFixture("Debug"));
        Assert.Multiple(() =>
        {
            Assert.That(run.Errors.Select(error => error.Point), Is.All.Null);
            Assert.That(run.Errors.Select(error => error.Message), Has.Some.StartsWith("HP0018: Kinds.Arguments() cannot be patchable: it takes __arglist"));
            Assert.That(run.Errors, Has.Count.EqualTo(Expected(Refused).Count()));
        });
    }

    [Test]
    public void Weaving_twice()
    {
        using var folder = new TempFolder();
        const string Source = "public class C { [Hotpatch.Patchable] public int M() => 1; }";
        var once = Weave(folder, Source);
        var twice = WeaverRun.Execute(once.Output, folder.PathOf("twice", "Snippet.dll"), ReferenceList.OfFixture("Debug"));
        Assert.That(twice.Errors.Select(error => error.Message), Is.EqualTo(new[] { twice.Errors[0].Message }).And.All.StartsWith("HP0001: Snippet is already woven"));
    }

    [Test]
    public void Native_code()
    {
        // The framework's own assemblies are ReadyToRun images.
        using var module = Mono.Cecil.ModuleDefinition.ReadModule(typeof(System.Text.Json.JsonDocument).Assembly.Location);
        var run = WeaverRun.Execute(module, ReferenceList.OfFixture("Release"));
        Assert.That(run.Errors.Single().Message, Does.StartWith("HP0008: System.Text.Json contains native code"));
    }

    [Test]
    public void Runtime_that_is_not_referenced()
    {
        using var folder = new TempFolder();
        var plain = Compiled.ToFolder(folder.FullName, "public class C { public int M() => 1; }");
        var run = WeaverRun.Execute(
            plain, folder.PathOf("woven", "Snippet.dll"), ReferenceList.OfFixture("Debug").Without("Hotpatch.Runtime"), "<Hotpatch Scope='All'/>");
        Assert.That(run.Errors.Single().Message, Does.StartWith("HP0002: Snippet does not reference Hotpatch.Runtime").And.EndsWith("Reference the package Hotpatch.Runtime."));
    }

    [Test]
    public void Runtime_is_not_missed_where_nothing_is_marked()
    {
        using var folder = new TempFolder();
        var plain = Compiled.ToFolder(folder.FullName, "public class C { public int M() => 1; }");
        var run = WeaverRun.Execute(plain, folder.PathOf("woven", "Snippet.dll"), ReferenceList.OfFixture("Debug").Without("Hotpatch.Runtime"));
        Assert.That(run.Errors, Is.Empty);
    }

    [TestCase("namespace Hotpatch.Woven { public static class Contract { public const int Version = 0; } }", "supports version 0")]
    [TestCase("", "supports version 0")]
    public void Runtime_that_is_too_old(string runtime, string expected)
    {
        using var folder = new TempFolder();
        var framework = ReferenceList.OfFixture("Debug").Without("Hotpatch.Runtime");
        var old = Compiled.ToFolder(
            folder.PathOf("old"),
            "namespace Hotpatch { public class PatchableAttribute : System.Attribute { } }" + runtime,
            "Hotpatch.Runtime",
            framework);
        var references = framework.With(old);
        var plain = Compiled.ToFolder(folder.FullName, "public class C { [Hotpatch.Patchable] public int M() => 1; }", references: references);

        var run = WeaverRun.Execute(plain, folder.PathOf("woven", "Snippet.dll"), references);
        Assert.That(run.Errors.Single().Message, Does.StartWith("HP0003: ").And.Contain(expected).And.Contain("Update the package Hotpatch.Runtime"));
    }

    [TestCase("<Hotpatch Foo='1' scope='All'/>", "attribute Foo, attribute scope")]
    [TestCase("<Hotpatch><Include/></Hotpatch>", "element Include")]
    public void Unknown_configuration(string config, string expected)
    {
        using var folder = new TempFolder();
        var plain = Compiled.ToFolder(folder.FullName, "public class C { [Hotpatch.Patchable] public int M() => 1; }");
        var run = WeaverRun.Execute(plain, folder.PathOf("woven", "Snippet.dll"), ReferenceList.OfFixture("Debug"), config);
        Assert.That(run.Errors.Single().Message, Does.StartWith("HP0004: <Hotpatch> in FodyWeavers.xml has an unknown " + expected));
    }

    [Test]
    public void Reference_that_cannot_be_resolved()
    {
        using var folder = new TempFolder();
        var framework = ReferenceList.OfFixture("Debug");
        var library = Compiled.ToFolder(folder.PathOf("lib"), "public struct Far { public int X; }", "FarAway", framework);
        var plain = Compiled.ToFolder(
            folder.FullName, "public class C { [Hotpatch.Patchable] public int M(Far far) => far.X; // HP0005\n}", references: framework.With(library));

        var run = WeaverRun.Execute(plain, folder.PathOf("woven", "Snippet.dll"), framework);
        Assert.That(run.Errors.Single().Message, Is.EqualTo("HP0005: C.M(Far) takes or returns Far, which was not found in FarAway. Reference that assembly."));
        Assert.That(run.Errors.Single().Point?.StartLine, Is.EqualTo(1));
    }

    [Test]
    public void Assembly_without_marks_is_left_as_it_was()
    {
        using var folder = new TempFolder();
        var run = Weave(folder, "public class C { public int M() => 1; }");
        using var woven = Mono.Cecil.ModuleDefinition.ReadModule(run.Output);
        Assert.Multiple(() =>
        {
            Assert.That(run.Errors, Is.Empty);
            Assert.That(woven.Types.Select(type => type.Name), Is.EquivalentTo(new[] { "<Module>", "C" }).Or.Contains("EmbeddedAttribute"));
            Assert.That(woven.AssemblyReferences.Select(reference => reference.Name), Has.None.EqualTo("Hotpatch.Runtime"));
        });
    }

    private static WeaverRun Weave(TempFolder folder, string source)
        => WeaverRun.Execute(
            Compiled.ToFolder(folder.FullName, source, symbols: DebugInformationFormat.PortablePdb),
            folder.PathOf("woven", "Snippet.dll"),
            ReferenceList.OfFixture("Debug"));

    private static IEnumerable<string> Expected(string source)
        => source.Split('\n').SelectMany((line, index) => Regex.Matches(line, @"HP\d{4}", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Select(code => $"{index + 1}: {code.Value}"));

    private static IEnumerable<string> Found(WeaverRun run) => run.Errors.Select(error => $"{error.Point?.StartLine}: {error.Message[..6]}");
}
