using System.Xml.Linq;
using Hotpatch.Fody;
using Hotpatch.Fody.Diagnostics;
using Hotpatch.Tests.Support;
using Mono.Cecil;

namespace Hotpatch.Tests.Weaving;

/// <summary>The result of <see cref="Weaver.Weave"/>.</summary>
public class WeaverTests
{
    [Test]
    public void Counts_the_methods() => Assert.That(Weave("class C { [Hotpatch.Patchable] int M() => 1; [Hotpatch.Patchable] int N() => 2; int O() => 3; }").WovenMethods, Is.EqualTo(2));

    [TestCase("class C { [Hotpatch.Patchable] static C() { } [Hotpatch.Patchable] int M() => 1; }", "<Hotpatch/>", "HP0013")]
    [TestCase("class C { [Hotpatch.Patchable] int M() => 1; }", "<Hotpatch Colour='Blue'/>", "HP0004")]
    public void Has_the_problems_with_their_codes_and_then_nothing_is_woven(string source, string config, string code)
    {
        var log = new List<LogEntry>();
        var result = Weave(source, config, log.Add);
        Assert.Multiple(() =>
        {
            Assert.That(result.WovenMethods, Is.Zero);
            Assert.That(result.Problems.Select(problem => (problem.Level, problem.Code)), Is.EqualTo(new[] { (LogLevel.Error, code) }));
            Assert.That(log.Where(entry => entry.Level >= LogLevel.Warning), Is.EqualTo(result.Problems));
        });
    }

    private static WeavingResult Weave(string source, string config = "<Hotpatch/>", Action<LogEntry>? log = null)
    {
        using var folder = new TempFolder();
        using var references = ReferenceList.OfFixture("Debug");
        using var module = ModuleDefinition.ReadModule(Compiled.ToFolder(folder.FullName, source), new ReaderParameters { AssemblyResolver = references, InMemory = true });
        return Weaver.Weave(module, XElement.Parse(config), references.TryResolve, log ?? (_ => { }));
    }
}
