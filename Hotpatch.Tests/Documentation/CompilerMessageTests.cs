using Hotpatch.Tests.Analyzers;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.Documentation;

/// <summary>The compiler's messages about canaries and conditions are those of the page of error codes, and the page's way out compiles.</summary>
public class CompilerMessageTests
{
    [TestCase("cost.Canary(0.5, (customer, weight) => 0m, key: (customer, weight, more) => customer)", "CS1739")]
    [TestCase("cost.Canary(0.5, (customer, weight) => 0m, key: (string customer, decimal weight) => customer)", "CS1739")]
    [TestCase("cost.Canary(0.5, (customer, weight) => 0m, key: (customer, weight) => throw new Exception())", "CS1739")]
    [TestCase("cost.Canary(0.5, customer => 0m, key: (customer, weight) => customer)", "CS1739")]
    [TestCase("cost.Canary(0.5, (customer, weight) => \"\", key: (customer, weight) => customer)", "CS1739")]
    [TestCase("cost.Canary(0.5, async (customer, weight) => 0m, key: (customer, weight) => customer)", "CS1739")]
    [TestCase("load.Canary(0.5, async id => { throw new Exception(); }, key: id => id)", "CS1739")]
    [TestCase("cost.Canary(0.5, (customer, weight) => 0m, (customer, weight, more) => customer)", "CS1660")]
    [TestCase("cost.PatchWhen((customer, weight, more) => true, (customer, weight) => 0m)", "CS1929")]
    [TestCase("cost.PatchWhen((customer, weight) => true, (customer, weight) => \"\")", "CS1929")]
    [TestCase("cost.PatchWhen((customer, weight) => true, async (customer, weight) => 0m)", "CS1929")]
    [TestCase("load.PatchWhen(id => true, async id => { throw new Exception(); })", "CS1929")]
    [TestCase("cost.Canary(0.5, (customer, weight) => 0m, key: (Func<int, decimal, object>)((customer, weight) => throw new Exception()))", null)]
    [TestCase("load.Canary(0.5, (Func<int, Task<int>>)(async id => { throw new Exception(); }), key: id => id)", null)]
    [TestCase("load.PatchWhen(id => true, (Func<int, Task<int>>)(async id => { throw new Exception(); }))", null)]
    public void Lambdas_that_do_not_fit(string call, string? code)
    {
        var source = $$"""
            using System;
            using System.Threading.Tasks;
            using Hotpatch;
            class Uses { void M(PatchHandle<Func<int, decimal, decimal>> cost, PatchHandle<Func<int, Task<int>>> load) { {{call}}; } }
            """;
        Assert.That(ErrorsOf(Compiled.Compilation(source)), code is null ? Is.Empty : Is.EqualTo(new[] { code }));
        if (code is not null)
            Assert.That(Page.Of("docs/reference/errors.md").Text, Does.Contain(code));
    }

    [Test]
    public void A_project_that_does_not_get_the_runtime()
    {
        var runtime = SnippetSetup.References.Single(reference => reference.Display!.EndsWith("Hotpatch.Runtime.dll", StringComparison.Ordinal));
        var compilation = Compiled.Compilation("using Hotpatch; class Uses { PatchHandle handle; }");
        var without = compilation.RemoveReferences(compilation.References.Where(reference => Path.GetFileName(reference.Display) == Path.GetFileName(runtime.Display)));
        Assert.That(ErrorsOf(without).Distinct(), Is.EqualTo(new[] { "CS0246" }));
    }

    private static IEnumerable<string> ErrorsOf(Compilation compilation)
        => compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.Id);
}
