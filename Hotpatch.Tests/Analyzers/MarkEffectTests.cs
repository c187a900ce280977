using System.Text.RegularExpressions;
using Hotpatch.Analyzers.Rules.Marks;
using Hotpatch.Tests.Support;
using Mono.Cecil;

namespace Hotpatch.Tests.Analyzers;

/// <summary>HP0032: marks that do nothing.</summary>
public class MarkEffectTests
{
    private const string NothingToPatch =
        """
        using System;
        using Hotpatch;

        [{|HP0032:Patchable|}] public class Empty { }
        [{|HP0032:Patchable|}] public static class Constants { public const int One = 1; }
        [{|HP0032:Patchable|}] public interface INothing { int Count(); int Total { get; } event Action Changed; }
        [{|HP0032:Patchable|}] public class Constructors { public Constructors() { } static Constructors() { } ~Constructors() { } }
        [{|HP0032:Patchable|}] public abstract class Bodiless { public abstract int Count(); }
        [{|HP0032:Patchable|}] public class Nesting { public class Inner { public int Count() => 1; } }
        [{|HP0032:Patchable|}] public struct Fields { public int X; }
        [{|HP0032:Patchable|}] public partial class Parts { partial void Erased(); }
        public partial class Part { [{|HP0032:Patchable|}] partial void Erased(); }
        """;

    private const string NothingPatchable =
        """
        using System;
        using Hotpatch;

        public class Plain
        {
            [{|HP0032:NotPatchable|}] public int Count() => 1;
            [{|HP0032:NotPatchable|}] public int Total { get; set; }
            [{|HP0032:NotPatchable|}] public event Action Changed;
            public int Other { [{|HP0032:NotPatchable|}] get; set; }
            public Action Lambda() => [{|HP0032:NotPatchable|}] () => { };
        }

        [{|HP0032:NotPatchable|}] public class Type { public int Count() => 1; }

        [Patchable]
        public class Marked
        {
            [{|HP0032:NotPatchable|}] public Marked() { }
            public int Count() => 1;
            [{|HP0032:NotPatchable|}] public class Inner { public int Count() => 1; }
            public void Outer()
            {
                Local();
                [{|HP0032:NotPatchable|}] static void Local() { }
            }
        }
        """;

    private const string WholeAssembly =
        """
        using Hotpatch;

        [assembly: Patchable]

        [NotPatchable] public class Type { public int Count() => 1; }
        [{|HP0032:NotPatchable|}] public class Empty { }
        public class Method { [NotPatchable] public int Count() => 1; [{|HP0032:NotPatchable|}] public Method() { } }
        """;

    [Test]
    public Task Patchable_on_what_has_nothing_to_patch()
        => AnalyzerRun<MarkEffectAnalyzer>.Check(
            NothingToPatch);

    [Test]
    public Task Patchable_that_does_something()
        => AnalyzerRun<MarkEffectAnalyzer>.Check(
            """
            using System;
            using System.Runtime.CompilerServices;
            using Hotpatch;

            [Patchable] public class Methods { public int Count() => 1; }
            [Patchable] public class Marked { [Patchable] public int Count() => 1; }
            [Patchable] public class Taken { [NotPatchable] public int Count() => 1; }
            [Patchable] public class Properties { public int Count { get; set; } }
            [Patchable] public class Events { public event Action Changed; }
            [Patchable] public interface IDefault { int Count() => 1; }
            [Patchable] public record Positional(int X);
            [Patchable] public class Operators { public static bool operator !(Operators o) => true; }
            [Patchable] public static class Extending { extension(string text) { public int Half => text.Length / 2; } }
            [Patchable] public partial class Parts { partial void Implemented(); }
            public partial class Parts { partial void Implemented() { } }
            public class Members
            {
                [Patchable] public Members() { }
                [Patchable] ~Members() { }
                [Patchable] public int Total { get; set; }
                [Patchable] public event Action Changed;
                public Action Lambda() => [Patchable] () => Local();
                [Patchable] private static void Local() { }
            }
            public record Record([property: Patchable] int X);
            public abstract class Abstract { [Patchable] public abstract int Refused { get; } }
            public static class Blocks { extension(string text) { [Patchable] public int Half => text.Length / 2; [Patchable] public void Write() { } } }
            """);

    [Test]
    public Task NotPatchable_where_nothing_is_patchable_anyway()
        => AnalyzerRun<MarkEffectAnalyzer>.Check(
            NothingPatchable);

    [Test]
    public void An_extension_block_takes_no_marks_itself()
        => Assert.That(
            Compiled.Errors("static class Texts { [Hotpatch.Patchable] extension(string text) { public int Half => 1; } }"),
            Is.Not.Empty);

    [Test]
    public Task NotPatchable_that_takes_something_out()
        => AnalyzerRun<MarkEffectAnalyzer>.Check(
            """
            using System;
            using Hotpatch;

            [Patchable]
            public class Marked
            {
                [NotPatchable] public int Count() => 1;
                [NotPatchable] public int Total { get; set; }
                public int Other { [NotPatchable] get; set; }
                [NotPatchable] public event Action Changed;
            }

            public class Property
            {
                [Patchable] public int Total { get; [NotPatchable] set; }
            }

            [Patchable]
            public static class Blocks { extension(string text) { [NotPatchable] public int Half => text.Length / 2; [NotPatchable] public void Write() { } public void Other() { } } }
            """);

    [Test]
    public Task NotPatchable_under_a_mark_on_the_assembly()
        => AnalyzerRun<MarkEffectAnalyzer>.Check(
            WholeAssembly);

    [TestCase("<Hotpatch Scope='Public'/>")]
    [TestCase("<Hotpatch Include='Shop.*'/>")]
    public Task NotPatchable_under_a_scope(string element)
        => UnderScope(
            element,
            """
            using Hotpatch;

            namespace Shop
            {
                [NotPatchable] public class Type { public int Count() => 1; }
                public class Method { [NotPatchable] public int Count() => 1; }
            }

            namespace Other
            {
                internal class Method { [{|HP0032:NotPatchable|}] public int Count() => 1; }
            }
            """);

    [Test]
    public Task A_scope_that_is_misspelt_may_cover_anything()
        => UnderScope("<Hotpatch Scope='Pubic'/>", "public class Method { [Hotpatch.NotPatchable] public int Count() => 1; }");

    [TestCase(NothingToPatch)]
    [TestCase(NothingPatchable)]
    [TestCase(WholeAssembly)]
    public void Without_them_the_weaver_does_the_same(string source)
    {
        using var folder = new TempFolder();
        var with = Woven(folder.PathOf("with"), Regex.Replace(source, @"\{\|HP0032:(\w+)\|\}", "$1", RegexOptions.None, TimeSpan.FromSeconds(1)));
        var without = Woven(folder.PathOf("without"), Regex.Replace(source, @"\[\{\|HP0032:\w+\|\}\]", string.Empty, RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.That(with, Is.EqualTo(without));
    }

    private static string[] Woven(string folder, string source)
    {
        var run = WeaverRun.Succeed(Compiled.ToFolder(folder, source), Path.Combine(folder, "woven", "Snippet.dll"), ReferenceList.OfFixture("Debug"));
        using var woven = ModuleDefinition.ReadModule(run.Output);
        return [.. woven.GetTypes().Where(type => type.Name == "PatchSlots").SelectMany(type => type.Fields).Select(field => field.FullName)];
    }

    private static Task UnderScope(string element, string source)
        => new AnalyzerRun<MarkEffectAnalyzer>
        {
            TestState = { Sources = { source }, AdditionalFiles = { ("/FodyWeavers.xml", $"<Weavers>{element}</Weavers>") } },
        }.RunAsync();
}
