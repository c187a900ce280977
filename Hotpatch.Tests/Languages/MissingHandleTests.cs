using Hotpatch.Tests.HandlesByName;
using Hotpatch.Tests.Support;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Tests.Languages;

/// <summary>The build's log tells which patchable methods have no handle by name, and the call that finds it.</summary>
public class MissingHandleTests
{
    [TestCase("[Hotpatch.Patchable] public int Quote(int a, string[] b) => a;", "Patchable.Find(Of System.Func(Of C, System.Int32, System.String(), System.Int32))(\"C.Quote(System.Int32,System.String[])\")")]
    [TestCase("[Hotpatch.Patchable] public static void Run(System.Collections.Generic.List<int> a) { }", "Patchable.Find(Of System.Action(Of System.Collections.Generic.List(Of System.Int32)))(\"C.Run(System.Collections.Generic.List`1<System.Int32>)\")")]
    [TestCase("[Hotpatch.Patchable] public static void Run() { }", "Patchable.Find(Of System.Action)(\"C.Run()\")")]
    [TestCase("[Hotpatch.Patchable] public static void Run(ref int a) { }", "Patchable.Find(\"C.Run(System.Int32&)\")")]
    [TestCase("[Hotpatch.Patchable] public static T Echo<T>(T a) => a;", "Patchable.ForAll(\"C.Echo(T)\")")]
    [TestCase("[Hotpatch.Patchable] public static T Echo<T>(T a) => a; [Hotpatch.Patchable] public static void Run() { }", "Patchable.Find(Of System.Action)(\"C.Run()\")")]
    public void Visual_Basic_is_told_once(string method, string call)
        => Assert.That(
            Weave($"public class C {{ {method} }}", DocumentLanguage.Basic),
            Has.One.EqualTo($"Only C# projects declare handles by name. In Visual Basic, look up handles: {call}"));

    [Test]
    public void A_project_in_CSharp_without_handles_is_told_nothing()
        => Assert.That(Weave("public class C { [Hotpatch.Patchable] public static void Run() { } }", DocumentLanguage.CSharp), Has.None.Contain("look up handles"));

    [Test]
    public void Marked_methods_that_no_other_file_can_name_are_told_of()
    {
        using var folder = new TempFolder();
        var run = GeneratorRun.Of(
            """
            using Hotpatch;
            public class Outer
            {
                [Patchable] public void Named() { }
                private class Hidden { [Patchable] public int Run(int a) => a; [Patchable] public void Other() { } }
            }
            """).Weave(folder);
        Assert.That(
            run.Infos,
            Has.One.StartWith("HP0031: 2 of the marked methods have no handle by name").And.One.EndsWith("Patchable.Find<System.Func<Outer.Hidden, System.Int32, System.Int32>>(\"Outer+Hidden.Run(System.Int32)\")"));
    }

    [TestCase("<Hotpatch/>", "[Hotpatch.Patchable] public void Named() { }")]
    [TestCase("<Hotpatch Scope='All'/>", "public void Named() { } private class Hidden { public int Run(int a) => a; }")]
    public void Nothing_is_said_of_a_project_whose_marked_methods_have_handles(string config, string members)
    {
        using var folder = new TempFolder();
        var generated = GeneratorRun.Of([$"public class Outer {{ {members} }}"], files: [("/project/FodyWeavers.xml", $"<Weavers>{config}</Weavers>")]);
        Assert.That(generated.Weave(folder, config).Infos, Has.None.Contain("HP0031"));
    }

    private static IReadOnlyList<string> Weave(string source, DocumentLanguage language)
    {
        using var folder = new TempFolder();
        using var references = ReferenceList.OfFixture("Debug");
        var plain = Compiled.ToFolder(folder.FullName, source, references: references);
        using var module = ModuleDefinition.ReadModule(plain, new ReaderParameters { AssemblyResolver = references, InMemory = true, ReadSymbols = true });
        foreach (var point in module.GetTypes().SelectMany(type => type.Methods).SelectMany(method => method.DebugInformation.SequencePoints))
            point.Document.Language = language;

        return WeaverRun.Execute(module, references).Infos;
    }
}
