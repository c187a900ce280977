using Hotpatch.Tests.Support;
using Mono.Cecil;

namespace Hotpatch.Tests.Perverse;

/// <summary>What is damaged beyond what any rule foresees is a build error with a code, which names what was being woven.</summary>
public class DamagedInputTests
{
    private const string Source = "public class C { [Hotpatch.Patchable] public int M(int a) { var b = a * 3; return b; } [Hotpatch.Patchable] public void N() { } }";

    [Test]
    public void Runtime_that_is_no_assembly()
    {
        using var folder = new TempFolder();
        var plain = Compiled.ToFolder(folder.FullName, Source);
        var garbage = folder.PathOf("garbage", "Hotpatch.Runtime.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(garbage)!);
        File.WriteAllBytes(garbage, [.. Enumerable.Range(0, 5000).Select(value => (byte)(value * 7))]);

        var run = WeaverRun.Execute(plain, folder.PathOf("woven", "Snippet.dll"), ReferenceList.OfFixture("Debug").Without("Hotpatch.Runtime").With(garbage));
        Assert.That(run.Errors.Single().Message, Does.StartWith("HP0012: Snippet.dll ").And.Contain("damaged").And.Contain("build again"));
    }

    [Test]
    public void Runtime_that_is_cut_off()
    {
        using var folder = new TempFolder();
        var plain = Compiled.ToFolder(folder.FullName, Source);
        var cut = folder.PathOf("cut", "Hotpatch.Runtime.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(cut)!);
        var bytes = File.ReadAllBytes(typeof(PatchHandle).Assembly.Location);
        File.WriteAllBytes(cut, bytes[..(bytes.Length / 3)]);

        var run = WeaverRun.Execute(plain, folder.PathOf("woven", "Snippet.dll"), ReferenceList.OfFixture("Debug").Without("Hotpatch.Runtime").With(cut));
        Assert.That(run.Errors.Single().Message, Does.StartWith("HP0012: ").Or.StartWith("HP0014: "));
    }

    [Test]
    public void Method_without_a_type_of_its_parameter()
        => Assert.That(
            Weave(module => module.GetType("C").Methods.Single(method => method.Name == "M").Parameters[0].ParameterType = null),
            Does.StartWith("HP0014: ").And.Contain(" could not be woven: NullReferenceException"));

    [Test]
    public void Method_without_a_result()
    {
        var message = Weave(module => module.GetType("C").Methods.Single(method => method.Name == "N").ReturnType = null);
        Assert.That(message, Does.StartWith("HP0014: ").And.Contain("NullReferenceException").And.Contain("Please report it"));
        Assert.That(message, Does.Not.Contain("\n"));
    }

    private static string Weave(Action<ModuleDefinition> spoil)
    {
        using var folder = new TempFolder();
        var references = ReferenceList.OfFixture("Debug");
        using var module = ModuleDefinition.ReadModule(
            Compiled.ToFolder(folder.FullName, Source), new ReaderParameters { AssemblyResolver = references, InMemory = true });
        spoil(module);
        var errors = WeaverRun.Execute(module, references).Errors;
        Assert.That(errors, Has.Count.EqualTo(1));
        return errors[0].Message;
    }
}
