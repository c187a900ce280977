using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>The generator declares handles for those methods that the weaver makes patchable, and for no others.</summary>
public class SameChoiceTests
{
    private const string Usings = "using System.Collections.Generic; using System.Runtime.CompilerServices; using Hotpatch;\n";

    [Test]
    public void What_says_of_itself_that_the_compiler_made_it()
        => AreSame(
            """
            [Patchable] public class Service
            {
                public void Written() { }
                [CompilerGenerated] public void Generated() { }
                [CompilerGenerated, Patchable] public void Marked() { }
                public int Half { [CompilerGenerated] get => 3; set { } }
                [method: CompilerGenerated] public event System.Action? Changed;
            }
            """,
            "Service.Written() Service.Marked() Service.set_Half(System.Int32) Service.add_Changed(System.Action) Service.remove_Changed(System.Action)");

    [Test]
    public void Types_that_the_compiler_made_in_a_scope()
        => AreSame(
            """
            [CompilerGenerated] public class Generated
            {
                public void Open() { }
                [Patchable] public void Marked() { }
                public class Inner { public void Open() { } }
            }

            public class Written { public void Open() { } }
            """,
            "Generated.Marked() Written.Open()",
            "<Hotpatch Scope='All'/>");

    [Test]
    public void The_consistency_that_the_configuration_says()
        => AreSame(
            """
            public class Service
            {
                public IEnumerable<int> Later() { yield return 1; }
                [Patchable(Consistency = Consistency.Immediate)] public IEnumerable<int> AtOnce() { yield return 1; }
                public void Open() { }
            }
            """,
            "Service.AtOnce() Service.Open()",
            "<Hotpatch Scope='All' Consistency='Drained'/>");

    [Test]
    public void Sequences_that_are_none()
        => AreSame(
            """
            [Patchable(Consistency = Consistency.Drained)] public class Service
            {
                private IAsyncEnumerable<int>? _later;
                public ref IAsyncEnumerable<int>? Reference() => ref _later;
                public Own.IAsyncEnumerable<int>? OfAnother() => null;
            }

            namespace Own { public interface IAsyncEnumerable<T>; }
            """,
            "Service.Reference() Service.OfAnother()");

    [Test]
    public void The_consistency_of_an_extension_block_s_property()
        => AreSame(
            """
            [Patchable(Consistency = Consistency.Drained)] public static class Texts
            {
                extension(string text)
                {
                    [Patchable(Consistency = Consistency.Immediate)] public IEnumerable<char> Letters { get { yield return text[0]; } }
                    public int Size => text.Length;
                }
            }
            """,
            "Texts.get_Letters(System.String) Texts.get_Size(System.String)");

    private static void AreSame(string source, string expected, string config = "<Hotpatch/>")
    {
        var methods = expected.Split(' ');
        var run = GeneratorRun.Of([Usings + source], files: [("/project/FodyWeavers.xml", $"<Weavers>{config}</Weavers>")]);
        using var folder = new TempFolder();
        var weaving = run.Weave(folder, config);
        Assert.Multiple(() =>
        {
            Assert.That(run.Methods, Is.EquivalentTo(methods));
            Assert.That(weaving.Errors, Is.Empty);
            Assert.That(weaving.Infos, Has.Some.EqualTo($"{methods.Length} methods were made patchable."));
        });
    }
}
