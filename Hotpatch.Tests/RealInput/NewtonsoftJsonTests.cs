using System.Diagnostics;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.RealInput;

/// <summary>A real assembly that nobody here wrote, woven as far as it can be, does what it did before.</summary>
[NonParallelizable]
public class NewtonsoftJsonTests
{
    private const int Seed = 20260101;

    private static readonly Lazy<string[]> Expected = new(() => Json.Plain.Run(Seed));

    private static JsonAssemblies Json => JsonAssemblies.Instance;

    // Not constructors, nor lambdas that have captured something: those cannot be patched to do what they did.
    private static PatchHandle[] WithOriginal => [.. Json.Handles.Where(handle => handle.HasOriginal)];

    [TearDown]
    public void RestoreAll()
    {
        foreach (var handle in Json.Handles)
            handle.Restore();
    }

    [Test]
    public void Every_method_of_a_supported_kind_is_woven()
    {
        var (plain, woven) = (new FileInfo(Json.PlainPath).Length, new FileInfo(Json.WovenPath).Length);
        var left = string.Join(", ", Json.Marked.Left.Select(left => $"{left.Value} {left.Key}"));
        TestContext.Out.WriteLine($"{Json.Marked.Marked} methods woven; left: {left}");
        TestContext.Out.WriteLine($"{plain} bytes plain, {woven} woven: {(woven - plain) / (double)Json.Marked.Marked:F0} a method");
        TestContext.Out.WriteLine($"{WithOriginal.Length} of them have an original that can be called");
        TestContext.Out.WriteLine($"woven in {Json.WeavingTime.TotalMilliseconds:F0} ms");
        Assert.Multiple(() =>
        {
            Assert.That(Json.Marked.Marked, Is.GreaterThan(3000));
            Assert.That(WithOriginal, Has.Length.GreaterThan(3000));
            Assert.That(Json.Handles, Has.Count.EqualTo(Json.Marked.Marked));
            Assert.That(Json.Handles.Select(handle => handle.Method).Distinct().Count(), Is.EqualTo(Json.Marked.Marked));
        });
    }

    [Test]
    public void Every_woven_method_passes_the_structural_checks() => StructuralChecks.Pass(Json.WovenPath, Json.PlainPath, Json.References);

    [Test]
    public void Output_is_as_before_while_nothing_is_patched() => RunAndCompare();

    [Test]
    public void Output_is_as_before_while_every_method_is_patched_to_its_original_and_after()
    {
        foreach (var handle in WithOriginal)
            handle.Patch(handle.Original);

        RunAndCompare();
        foreach (var handle in WithOriginal)
            handle.Restore();

        RunAndCompare();
    }

    [Test]
    public void Output_is_as_before_while_every_method_runs_a_replacement()
    {
        var replacements = WithOriginal.Select(handle => new CountingReplacement(handle)).ToArray();
        foreach (var replacement in replacements)
            replacement.Handle.Patch(replacement.Delegate);

        RunAndCompare();
        var called = replacements.Count(replacement => replacement.Count > 0);
        TestContext.Out.WriteLine(
            $"{called} of {replacements.Length} woven methods ran, {replacements.Sum(replacement => (long)replacement.Count)} calls");

        // Otherwise the comparisons would say little.
        Assert.That(called, Is.GreaterThan(replacements.Length / 3));
    }

    private static void RunAndCompare()
    {
        var expected = Expected.Value;
        var watch = Stopwatch.StartNew();
        var actual = Json.Woven.Run(Seed);
        TestContext.Out.WriteLine(
            $"{actual.Length} results, {actual.Count(line => line.Contains(": threw ", StringComparison.Ordinal))} of them exceptions, "
            + $"{actual.Sum(line => line.Length)} characters in {watch.ElapsedMilliseconds} ms");

        // One by one, since the message for whole arrays is hard to read.
        var different = actual.Zip(expected, (now, before) => (now, before)).FirstOrDefault(pair => pair.now != pair.before);
        Assert.Multiple(() =>
        {
            Assert.That(different.now, Is.EqualTo(different.before));
            Assert.That(actual, Has.Length.EqualTo(expected.Length));
            Assert.That(actual.Distinct().Count(), Is.GreaterThan(1000));
        });
    }
}
