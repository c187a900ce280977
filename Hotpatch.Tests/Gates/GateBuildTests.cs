using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Gates;

/// <summary>What the build refuses of methods with a gate, and where it learns which have one.</summary>
public class GateBuildTests
{
    [TestCase("System.Collections.Generic.IEnumerable<int> M() { yield return 1; }")]
    [TestCase("System.Collections.IEnumerator M() { yield return 1; }")]
    [TestCase("async System.Collections.Generic.IAsyncEnumerable<int> M() { yield return 1; await System.Threading.Tasks.Task.Yield(); }")]
    [TestCase("System.Collections.Generic.IAsyncEnumerable<int> M() => null!;")]
    [TestCase("System.Collections.Generic.IAsyncEnumerator<int> M() => null!;")]
    [TestCase("async void M() => await System.Threading.Tasks.Task.Yield();")]
    public void Without_an_end_that_is_told(string method)
    {
        Assert.That(
            Weave($"public class C {{ [Hotpatch.Patchable(Consistency = Hotpatch.Consistency.Drained)] public {method} }}").Errors.Single().Message,
            Does.StartWith("HP0023: C.M() cannot be patchable: its Consistency is not Immediate, but nothing tells when a call ends: it").And.Contain("Consistency.Immediate)]"));
        Assert.That(Weave($"public class C {{ [Hotpatch.Patchable] public {method} }}").Errors, Is.Empty);
    }

    [Test]
    public void Of_the_whole_assembly_they_are_left()
    {
        const string Source =
            "[assembly: Hotpatch.Patchable(Consistency = Hotpatch.Consistency.Exclusive)]"
            + "public class C { public int M() => 1; public System.Collections.Generic.IEnumerable<int> I() { yield return 1; } }";
        var run = Weave(Source);
        Assert.That(run.Errors, Is.Empty);
        Assert.That(run.Infos, Has.Some.Contains("C.I() is left as it is: with another Consistency"));
        var handles = Patchable.In(LoadedAssembly.Load(run.Output).Assembly);
        Assert.That(handles.Select(handle => (handle.Method.Name, handle.Consistency)), Is.EqualTo(new[] { ("M", Consistency.Exclusive) }));
    }

    [Test]
    public void By_configuration_unless_the_source_says_it()
    {
        const string Source =
            "public class C { [Hotpatch.Patchable] public int M() => 1; [Hotpatch.Patchable(Consistency = Hotpatch.Consistency.Immediate)] public int I() => 1; }";
        var run = Weave(Source, "<Hotpatch Consistency='Drained'/>");
        Assert.That(run.Errors, Is.Empty);
        var handles = Patchable.In(LoadedAssembly.Load(run.Output).Assembly);
        Assert.That(
            handles.Select(handle => (handle.Method.Name, handle.Consistency)),
            Is.EqualTo(new[] { ("M", Consistency.Drained), ("I", Consistency.Immediate) }));
        Assert.That(
            Weave(Source, "<Hotpatch Consistency='1'/>").Errors.Single().Message,
            Does.StartWith("HP0004: <Hotpatch> in FodyWeavers.xml has Consistency=\"1\". Use Immediate, Drained, Exclusive."));
    }

    [Test]
    public void Without_gates_nothing_is_named_of_them()
    {
        using var module = Mono.Cecil.ModuleDefinition.ReadModule(Weave("public class C { [Hotpatch.Patchable] public int M() => 1; }").Output);
        Assert.That(module.GetTypeReferences().Select(type => type.Name), Has.None.StartsWith("Gate"));
        Assert.That(module.GetMemberReferences().Select(member => member.Name), Has.None.EqualTo("UseGate"));
    }

    private static WeaverRun Weave(string source, string config = "<Hotpatch/>")
    {
        var folder = new TempFolder();
        var references = ReferenceList.OfFixture("Debug");
        var run = WeaverRun.Execute(Compiled.ToFolder(folder.FullName, source), folder.PathOf("woven", "Snippet.dll"), references, config);
        return run;
    }
}
