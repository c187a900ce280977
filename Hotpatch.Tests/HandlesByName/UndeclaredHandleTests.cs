using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>Methods without handles by name: the editor says so of those that are marked by hand.</summary>
public class UndeclaredHandleTests
{
    [TestCase("public class Outer { private class Hidden { [Patchable] public void Run() { } } }", "private or protected")]
    [TestCase("public class Outer { private class Hidden { } [Patchable] private void Run(Hidden[] hidden) { } }", "private or protected")]
    [TestCase("public partial class Outer<T> { public partial class Inner<T> { private class Hidden { [Patchable] public void Run() { } } } }", "hides another of the same name")]
    [TestCase("file class Local { [Patchable] public void Run() { } }", "file-local")]
    [TestCase("public class Generated { [Patchable] public void Run(System.Collections.Generic.List<ByAnother> list) { } }", "another generator")]
    public void Method_without_a_handle_is_told_of(string source, string expected)
    {
        var run = GeneratorRun.Of("using Hotpatch; " + source);

        var diagnostic = run.Result.Diagnostics.Single();
        Assert.That(diagnostic.Id, Is.EqualTo("HP0031"));
        Assert.That(diagnostic.Severity, Is.EqualTo(DiagnosticSeverity.Info));
        Assert.That(diagnostic.GetMessage(CultureInfo.InvariantCulture), Does.Contain("Run(").And.Contain(expected));
        Assert.That(diagnostic.Location.GetLineSpan().Path, Is.EqualTo("/src/Source0.cs"));
        Assert.That(run.Files, Is.Empty);
    }

    [Test]
    public void Type_that_is_known_by_an_alias_only_cannot_be_named()
    {
        var run = GeneratorRun.Of("extern alias other; using Hotpatch; public class Aliased { [Patchable] public void Run(other::Foreign foreign) { } }");
        var foreign = CSharpCompilation.Create(
            "Foreign",
            [CSharpSyntaxTree.ParseText("public class Foreign { }")],
            run.Before.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

        run = run.Again(run.Before.AddReferences(foreign.ToMetadataReference(["other"])));

        Assert.That(run.Before.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty);
        Assert.That(run.Result.Diagnostics.Single().GetMessage(CultureInfo.InvariantCulture), Does.Contain("extern alias"));
        Assert.That(run.Files, Is.Empty);
    }

    [TestCase(LanguageVersion.CSharp6, 0)]
    [TestCase(LanguageVersion.CSharp7, 1)]
    public void Versions_before_7_have_no_handles_by_name(LanguageVersion version, int files)
    {
        var run = GeneratorRun.Of("using Hotpatch; public class Old { [Patchable] public void Run(int a, out string b) { b = null; } }", version);

        Assert.That(run.Files, Has.Count.EqualTo(files));
        Assert.That(run.After.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty);
    }

    [TestCase("public class Shop { [Patchable] public abstract void Run(); }")]
    [TestCase("public class Shop { [Patchable] static Shop() { } }")]
    [TestCase("public class Shop { [Patchable, NotPatchable] public void Run() { } }")]
    [TestCase("[Patchable] public delegate void Shop();")]
    [TestCase("public class Shop { public void Run() { [Patchable] void Local() { } Local(); } }")]
    public void What_the_build_refuses_has_no_handle(string source)
    {
        var run = GeneratorRun.Of("using Hotpatch; " + source);

        Assert.That(run.Files, Is.Empty);
        Assert.That(run.Result.Diagnostics, Is.Empty);
    }
}
