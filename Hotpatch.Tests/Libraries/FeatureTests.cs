using System.Collections.Concurrent;

namespace Hotpatch.Tests.Libraries;

/// <summary>Libraries whose patches run for the calls for which a feature flag is on.</summary>
public class FeatureTests : LibraryTests
{
    private const string Replacing = "[Patch(typeof(Calculator), Feature = \"NewSum\")] public static class Patches { public static int Add(int a, int b) => 100; }";

    private readonly Flags _flags = new();

    private static int Sum(int a, int b) => Add.Current(a, b);

    private PatchLibraryOptions WithFlags => new() { Targets = [Fixture.Assembly], UnloadWait = TimeSpan.Zero, Features = _flags };

    [SetUp]
    public void AllOff()
    {
        _flags.On.Clear();
        _flags.Failures.Clear();
        _flags.Decide = null;
    }

    [Test]
    public void A_replacement_runs_while_its_flag_is_on()
    {
        using var library = PatchLibrary.Load(Compile(Replacing), WithFlags);
        Assert.That(library.Applied.Single().Feature, Is.EqualTo("NewSum"));
        Assert.That(Sum(1, 2), Is.EqualTo(3));
        _flags.On["NewSum"] = true;
        Assert.That(Sum(1, 2), Is.EqualTo(100));
        _flags.On["NewSum"] = false;
        Assert.That(Sum(1, 2), Is.EqualTo(3));

        var entry = Add.Describe().Entries.Single();
        Assert.That((entry.Kind, entry.Calls, entry.Runs, entry.Owner), Is.EqualTo((PatchKind.Feature, "calls for which NewSum is on", 1L, "Fix")));
        Assert.That(entry.Target, Does.Contain("Patches.Add"));
    }

    [Test]
    public void A_layer_runs_while_its_flag_is_on()
    {
        using var library = PatchLibrary.Load(
            Compile("[Patch(typeof(Calculator), Feature = \"NewSum\")] public static class Patches { public static int Add(Func<int, int, int> next, int a, int b) => next(a, b) * 10; }"), WithFlags);
        Assert.That(library.Applied.Single().IsLayer, Is.True);
        Assert.That(Sum(1, 2), Is.EqualTo(3));
        _flags.On["NewSum"] = true;
        Assert.That(Sum(1, 2), Is.EqualTo(30));

        // The layer runs over what lies below it at the moment.
        using var patch = Add.PatchScoped((a, b) => a - b);
        Assert.That(Sum(1, 2), Is.EqualTo(-10));
        _flags.On["NewSum"] = false;
        Assert.That(Sum(1, 2), Is.EqualTo(-1));
    }

    [Test]
    public void Each_call_is_asked_for_in_its_own_context()
    {
        var user = new AsyncLocal<string>();
        _flags.Decide = _ => user.Value == "Ann";
        using var library = PatchLibrary.Load(Compile(Replacing), WithFlags);
        Parallel.For(0, 1000, i =>
        {
            user.Value = i % 2 == 0 ? "Ann" : "Bob";
            Assert.That(Sum(1, 2), Is.EqualTo(i % 2 == 0 ? 100 : 3));
        });
    }

    [Test]
    public void A_flag_that_flips_all_the_time_gives_each_call_the_one_or_the_other()
    {
        using var library = PatchLibrary.Load(Compile(Replacing), WithFlags);
        using var stop = new CancellationTokenSource();
        var flipping = Task.Run(() =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
                _flags.On["NewSum"] = i % 2 == 0;
        });
        for (var i = 0; i < 20_000; i++)
            Assert.That(Sum(1, 2), Is.EqualTo(3).Or.EqualTo(100));

        stop.Cancel();
        flipping.Wait();
    }

    [Test]
    public void A_provider_that_fails_means_the_old_code()
    {
        _flags.Decide = _ => throw new TimeoutException("The store doesn't answer.");
        using var library = PatchLibrary.Load(Compile(Replacing), WithFlags);
        Assert.That(Sum(1, 2), Is.EqualTo(3));
        Assert.That(_flags.Failures, Is.EqualTo(new[] { "NewSum: The store doesn't answer." }));

        // A report that fails must not reach the caller either.
        _flags.Decide = _ => throw new NotSupportedException(Flags.ThrowFromReport);
        Assert.That(Sum(1, 2), Is.EqualTo(3));
    }

    [Test]
    public void A_method_has_its_own_flag_or_that_of_its_class()
    {
        using var library = PatchLibrary.Load(
            Compile(
                """
                [Patch(typeof(Calculator), Feature = "All")]
                public static class Patches
                {
                    [Patch(Feature = "One")] public static int Add(int a, int b) => 100;
                    [Patch(typeof(Gated), "Subtract")] public static int Subtract(int a, int b) => 200;
                }
                """),
            WithFlags);
        Assert.That(library.Applied.Select(patch => patch.Feature), Is.EqualTo(new[] { "One", "All" }));
    }

    [Test]
    public void A_generic_method_takes_a_flag_for_all_its_instantiations()
    {
        using var library = PatchLibrary.Load(
            Compile("[Patch(typeof(GenericMethods), Feature = \"Echo\")] public static class Patches { public static T Echo<T>(T value) => default; }"), WithFlags);
        var echo = Patchable.GenericIn(Fixture.Assembly).Single(handle => handle.Name.Contains("GenericMethods.Echo<", StringComparison.Ordinal) && handle.Method.GetParameters().Length == 1);
        var ofInt = (Func<int, int>)echo.For(typeof(int)).Current;
        Assert.That(ofInt(7), Is.EqualTo(7));
        _flags.On["Echo"] = true;
        Assert.That(ofInt(7), Is.Zero);
        Assert.That(((Func<string, string>)echo.For(typeof(string)).Current)("x"), Is.Null);
    }

    [Test]
    public void A_guard_removes_a_library_with_flags_too()
    {
        _flags.On["NewSum"] = true;
        var options = new PatchLibraryOptions { Targets = [Fixture.Assembly], UnloadWait = TimeSpan.Zero, Features = _flags, RollbackOnFault = new FaultLimit(2, Timeout.InfiniteTimeSpan) };
        using var library = PatchLibrary.Load(Compile(Replacing.Replace("=> 100", "=> throw new InvalidOperationException()", StringComparison.Ordinal)), options);
        Assert.That(() => Sum(1, 2), Throws.InvalidOperationException);
        Assert.That(() => Sum(1, 2), Throws.InvalidOperationException);
        Assert.That((Sum(1, 2), Add.IsPatched), Is.EqualTo((3, false)));
    }

    [Test]
    public void The_share_of_the_options_counts_in_place_of_the_flag()
    {
        using var library = PatchLibrary.Load(Compile(Replacing), new PatchLibraryOptions { Targets = [Fixture.Assembly], UnloadWait = TimeSpan.Zero, Share = 1 });
        Assert.That((Sum(1, 2), library.Applied.Single().Feature), Is.EqualTo((100, (string?)null)));
    }

    [TestCase("Feature = \"NewSum\", Share = 0.5", "either Feature or Share or Shadow was expected")]
    [TestCase("Feature = \"NewSum\", Shadow = true", "either Feature or Share or Shadow was expected")]
    [TestCase("Feature = \" \"", "the name of a feature flag was expected in [Patch], but an empty one was found")]
    public void An_attribute_that_makes_no_sense_is_refused(string properties, string problem)
        => Assert.That(
            () => PatchLibrary.Load(
                Compile($"[Patch(typeof(Calculator), {properties})] public static class Patches {{ public static int Add(int a, int b) => 100; }}"),
                new PatchLibraryOptions { Targets = [Fixture.Assembly], UnloadWait = TimeSpan.Zero, Features = _flags, ShadowReport = _ => { } }),
            Throws.TypeOf<PatchLibraryException>().With.Message.Contains(problem));

    [Test]
    public void A_library_with_flags_needs_a_provider()
        => Assert.That(() => PatchLibrary.Load(Compile(Replacing), Options), Throws.TypeOf<PatchLibraryException>().With.Message.Contains("PatchLibraryOptions.Features is null"));

    [Test]
    public void A_class_of_the_program_itself_is_applied_alone()
    {
        using var library = PatchLibrary.Load(typeof(NewSums), WithFlags);
        Assert.That((library.Name, library.Path, library.Applied.Single().Owner), Is.EqualTo(("Hotpatch.Tests.Libraries.FeatureTests+NewSums", (string?)null, library.Name)));
        Assert.That(Sum(3, 4), Is.EqualTo(7));
        _flags.On["NewSum"] = true;
        Assert.That(Sum(3, 4), Is.EqualTo(12));
        library.Dispose();
        Assert.That((Sum(3, 4), Add.IsPatched), Is.EqualTo((7, false)));
        Assert.That(() => PatchLibrary.Load(typeof(FeatureTests), WithFlags), Throws.TypeOf<PatchLibraryException>().With.Message.Contains("methods with [Patch] or [PatchCalls] were expected"));
        Assert.That(() => PatchLibrary.Load((Type)null!), Throws.ArgumentNullException);
    }

    [Patch("Fixtures.Calculator", Feature = "NewSum")]
    private static class NewSums
    {
        public static int Add(int a, int b) => a * b;
    }

    private sealed class Flags : IPatchFeatures
    {
        public const string ThrowFromReport = "And the report fails.";

        public ConcurrentDictionary<string, bool> On { get; } = new();

        public ConcurrentQueue<string> Failures { get; } = new();

        public Func<string, bool>? Decide { get; set; }

        public bool IsOn(string feature) => Decide?.Invoke(feature) ?? On.GetValueOrDefault(feature);

        public void OnFailed(string feature, Exception exception)
        {
            if (exception.Message == ThrowFromReport)
                throw exception;

            Failures.Enqueue($"{feature}: {exception.Message}");
        }
    }
}
