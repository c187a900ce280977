using System.Collections.Concurrent;
using System.Globalization;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.RealInput;

/// <summary>A real package that nobody here wrote, woven as far as it can be, does what it did before.</summary>
[Parallelizable(ParallelScope.Self)]
[TestFixtureSource(typeof(RealPackages), nameof(RealPackages.All))]
internal sealed class RealPackageTests(RealPackage package)
{
    // Not constructors whose body stays in place, nor lambdas that have captured something: those cannot be patched to do what they did.
    private PatchHandle[] WithOriginal => [.. package.Handles.Where(handle => handle.HasOriginal)];

    [TearDown]
    public void RestoreAll() => package.RestoreAll();

    [Test]
    public void All_that_scope_All_covers_is_woven_or_left_with_a_reason()
    {
        var (covered, woven) = (package.Files.Sum(file => file.Covered), package.Files.Sum(file => file.Woven));
        var left = package.Files.SelectMany(file => file.Left).GroupBy(pair => pair.Key, pair => pair.Value)
            .Select(group => (Reason: group.Key, Count: group.Sum()))
            .ToArray();
        TestContext.Out.WriteLine(Row(woven, left));
        Assert.Multiple(() =>
        {
            Assert.That(woven, Is.GreaterThanOrEqualTo(package.LeastWoven));
            Assert.That(woven + left.Sum(reason => reason.Count), Is.EqualTo(covered));
            Assert.That(package.Handles.Count + package.Generics.Count, Is.EqualTo(woven));
            Assert.That(
                package.Handles.Select(handle => handle.Method).Concat(package.Generics.Select(generic => generic.Method)).Distinct().Count(),
                Is.EqualTo(woven));
        });
    }

    [Test]
    public void Every_woven_method_passes_the_structural_checks()
        => Assert.That(package.Files.SelectMany(file => NewComplaints(file)), Is.Empty);

    [Test]
    public void Output_is_as_before_while_nothing_is_patched() => Comparison.Run(package);

    [Test]
    public void Output_is_as_before_while_every_method_is_patched_to_its_original_and_after()
    {
        var patched = WithOriginal;
        foreach (var handle in patched)
            handle.Patch(handle.Original);

        Comparison.Run(package);
        foreach (var handle in patched)
            handle.Restore();

        Comparison.Run(package);
        TestContext.Out.WriteLine(
            $"{patched.Length} methods patched to their originals, {package.Handles.Count - patched.Length} have none");
    }

    [Test]
    public void Output_is_as_before_while_every_method_runs_a_replacement()
    {
        var replacements = WithOriginal.Select(handle => new CountingReplacement(handle)).ToArray();
        foreach (var replacement in replacements)
            replacement.Handle.Patch(replacement.Delegate);

        var generic = new ConcurrentBag<CountingReplacement>();
        foreach (var all in package.Generics)
            all.Patch((handle, _) => Count(handle, generic));

        Comparison.Run(package);
        var called = replacements.Count(replacement => replacement.Count > 0);
        TestContext.Out.WriteLine(
            $"{called} of {replacements.Length} woven methods ran ({100.0 * called / replacements.Length:F1} %), "
            + $"{replacements.Sum(replacement => (long)replacement.Count)} calls; {generic.Count(replacement => replacement.Count > 0)} "
            + $"instantiations of {package.Generics.Count} generic ones, {generic.Sum(replacement => (long)replacement.Count)} calls");

        // Otherwise the comparisons would say little.
        Assert.That(100 * called, Is.GreaterThanOrEqualTo(package.LeastShareRun * replacements.Length));
    }

    private static Delegate? Count(PatchHandle handle, ConcurrentBag<CountingReplacement> counted)
    {
        if (!handle.HasOriginal)
            return null;

        var replacement = new CountingReplacement(handle);
        counted.Add(replacement);
        return replacement.Delegate;
    }

    /// <summary>Without what the runtime says of imports that it does not take on this system, woven or not.</summary>
    private IEnumerable<string> NewComplaints(WovenFile file)
    {
        var refused = RefusedImports.Of(package.Plain.Assembly(Path.GetFileNameWithoutExtension(file.PlainPath)));
        return StructuralChecks.Complaints(file.Path, file.PlainPath, package.References)
            .Where(complaint => !refused.Any(refusal => complaint.StartsWith(refusal, StringComparison.Ordinal)));
    }

    /// <summary>The package's row of the table in docs/explanation/what-it-costs.md.</summary>
    private string Row(int woven, IEnumerable<(string Reason, int Count)> left)
    {
        var plainBytes = package.Files.Sum(file => file.RewrittenLength(package.References));
        var wovenBytes = package.Files.Sum(file => new FileInfo(file.Path).Length);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {package.Name} | {woven} | {string.Join("; ", left.Select(reason => $"{reason.Count}: {reason.Reason.TrimEnd('.')}"))} "
            + $"| {plainBytes / 1024.0:F0} → {wovenBytes / 1024.0:F0} KB | {(wovenBytes - plainBytes) / (double)woven:F0} bytes "
            + $"| {package.Files.Sum(file => file.Time.TotalSeconds):F1} s |");
    }
}
