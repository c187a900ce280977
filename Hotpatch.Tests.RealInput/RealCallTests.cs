using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.RealInput;

/// <summary>A real package that nobody here wrote, all of whose calls into other assemblies go through call stubs, does what it did before.</summary>
[Parallelizable(ParallelScope.Self)]
[TestFixtureSource(typeof(RealPackages), nameof(RealPackages.Calls))]
internal sealed class RealCallTests(RealPackage package)
{
    [TearDown]
    public void RestoreAll() => package.RestoreAll();

    [Test]
    public void Every_rewritten_method_passes_the_structural_checks()
    {
        TestContext.Out.WriteLine(Row());
        Assert.Multiple(() =>
        {
            Assert.That(package.Files.SelectMany(NewComplaints), Is.Empty);
            Assert.That(package.Files.Sum(file => file.Called.Methods), Is.GreaterThanOrEqualTo(package.LeastWoven));
            Assert.That(package.Handles.Count + package.Generics.Count, Is.EqualTo(package.Files.Sum(file => file.Called.Methods)));
        });
    }

    [Test]
    public void Output_is_as_before_while_nothing_is_patched() => Comparison.Run(package);

    [Test]
    public void Output_is_as_before_while_every_call_runs_a_replacement()
    {
        var replacements = package.Handles.Select(handle => new CountingReplacement(handle)).ToArray();
        foreach (var replacement in replacements)
            replacement.Handle.Patch(replacement.Delegate);

        var generic = new ConcurrentBag<CountingReplacement>();
        foreach (var all in package.Generics)
            all.Patch((handle, _) => Count(handle, generic));

        Comparison.Run(package);
        var called = replacements.Count(replacement => replacement.Count > 0);
        TestContext.Out.WriteLine(
            $"{called} of {replacements.Length} call stubs ran ({100.0 * called / replacements.Length:F1} %), {replacements.Sum(replacement => (long)replacement.Count)} calls; "
            + $"{generic.Count(replacement => replacement.Count > 0)} instantiations of {package.Generics.Count} generic ones, {generic.Sum(replacement => (long)replacement.Count)} calls");
        Assert.That(100 * called, Is.GreaterThanOrEqualTo(package.LeastShareRun * replacements.Length));
        package.RestoreAll();

        Comparison.Run(package);
    }

    private static Delegate Count(PatchHandle handle, ConcurrentBag<CountingReplacement> counted)
    {
        var replacement = new CountingReplacement(handle);
        counted.Add(replacement);
        return replacement.Delegate;
    }

    private IEnumerable<string> NewComplaints(WovenFile file) => StructuralChecks.Complaints(file.Path, file.PlainPath, package.References);

    private string Row()
    {
        var plainBytes = package.Files.Sum(file => file.RewrittenLength(package.References));
        var wovenBytes = package.Files.Sum(file => new FileInfo(file.Path).Length);
        var (methods, calls) = (package.Files.Sum(file => file.Called.Methods), package.Files.Sum(file => file.Called.Calls));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {package.Name} | {calls} calls of {methods} methods | {plainBytes / 1024.0:F0} → {wovenBytes / 1024.0:F0} KB | {(wovenBytes - plainBytes) / (double)methods:F0} bytes "
            + $"| {package.Files.Sum(file => file.Time.TotalSeconds):F1} s |");
    }
}
