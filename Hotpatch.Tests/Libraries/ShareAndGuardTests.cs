using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Libraries;

/// <summary>Libraries whose replacements run for a share of the calls, and libraries that are removed by their faults.</summary>
public class ShareAndGuardTests : LibraryTests
{
    private static readonly FaultLimit Three = new(3, Timeout.InfiniteTimeSpan);

    private const string Plain = "[Patch(typeof(Calculator))] public static class Patches { public static int Add(int a, int b) => 100; }";

    private static int Sum(int a, int b) => Add.Current(a, b);

    private static PatchLibraryOptions Sharing(double share) => new() { Targets = [Fixture.Assembly], UnloadWait = TimeSpan.Zero, Share = share };

    [Test]
    public void A_replacement_runs_for_a_share_that_the_program_can_change()
    {
        using var library = Load(
            """
            [Patch(typeof(Calculator), Share = 0.25)]
            public static class Patches
            {
                public static int Add(int a, int b) => 100;
            }
            """);
        var patch = library.Applied.Single();
        Assert.That((patch.Share, patch.IsLayer), Is.EqualTo((0.25, false)));
        Assert.That(Enumerable.Range(0, 10_000).Count(_ => Sum(1, 2) == 100), Is.InRange(2200, 2800));
        patch.Share = 0;
        Assert.That(Enumerable.Range(0, 1000).Count(_ => Sum(1, 2) == 100), Is.Zero);
        patch.Share = 1;
        Assert.That(Enumerable.Range(0, 1000).Count(_ => Sum(1, 2) == 100), Is.EqualTo(1000));
        Assert.That(() => patch.Share = 2, Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_method_goes_back_to_all_calls_from_the_share_of_its_class()
    {
        using var library = Load(
            """
            [Patch(typeof(Calculator), Share = 0)]
            public static class Patches
            {
                [Patch(Share = 1)] public static int Add(int a, int b) => 100;
            }
            """);
        Assert.That((Sum(1, 2), library.Applied.Single().Share), Is.EqualTo((100, 1.0)));
    }

    [Test]
    public void A_patch_without_a_share_has_none_to_change()
    {
        using var library = Load("[Patch(typeof(Calculator))] public static class Patches { public static int Add(int a, int b) => 100; }");
        Assert.That(library.Applied.Single().Share, Is.EqualTo(1));
        Assert.That(() => library.Applied.Single().Share = 0.5, Throws.TypeOf<PatchException>().With.Message.Contains("Share"));
    }

    [TestCase("[Patch(Share = 1.5)] public static int Add(int a, int b) => 1;", "a share from 0 to 1 was expected")]
    [TestCase("[Patch(Share = double.NaN)] public static int Add(int a, int b) => 1;", "a share from 0 to 1 was expected")]
    [TestCase("[Patch(Share = 0.5)] public static int Add(System.Func<int, int, int> next, int a, int b) => 1;", "a replacement was expected")]
    public void A_share_that_makes_no_sense_is_refused(string method, string problem)
        => Assert.That(
            () => Load($"[Patch(typeof(Calculator))] public static class Patches {{ {method} }}"),
            Throws.TypeOf<PatchLibraryException>().With.Message.Contains(problem));

    [Test]
    public async Task A_library_is_loaded_for_a_share_and_promoted()
    {
        using var library = PatchLibrary.Load(Compile(Plain), Sharing(0));
        Assert.That((Sum(1, 2), library.Share), Is.EqualTo((3, 0.0)));
        library.Share = 0.5;
        Assert.That(Enumerable.Range(0, 10_000).Count(_ => Sum(1, 2) == 100), Is.InRange(4600, 5400));
        Assert.That(() => library.Share = 1.5, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(Add.Describe().Entries.Single().Kind, Is.EqualTo(PatchKind.Canary));

        await library.PromoteAsync();
        Assert.That((Sum(1, 2), library.Share), Is.EqualTo((100, 1.0)));
        Assert.That(Add.Describe().Entries.Single().Kind, Is.EqualTo(PatchKind.Replacement));
        Assert.That(() => library.Share = 0.5, Throws.TypeOf<PatchException>().With.Message.Contains("it holds for all calls"));
        Assert.That(async () => await library.PromoteAsync(), Throws.TypeOf<PatchException>());

        // What was promoted belongs to the library still.
        library.Unload();
        Assert.That((Sum(1, 2), Add.IsPatched), Is.EqualTo((3, false)));
        Assert.That(async () => await library.PromoteAsync(), Throws.TypeOf<PatchException>().With.Message.Contains("it is not applied"));
    }

    [Test]
    public async Task What_was_removed_before_is_not_promoted()
    {
        using var library = PatchLibrary.Load(Compile(Plain), Sharing(1));
        Assert.That(Sum(1, 2), Is.EqualTo(100));
        Add.Restore();
        await library.PromoteAsync();
        Assert.That((Sum(1, 2), Add.IsPatched), Is.EqualTo((3, false)));
    }

    [Test]
    public void A_library_whose_guard_has_fired_is_not_promoted()
    {
        var options = new PatchLibraryOptions { Targets = [Fixture.Assembly], UnloadWait = TimeSpan.Zero, Share = 1, RollbackOnFault = new FaultLimit(1, Timeout.InfiniteTimeSpan) };
        var library = PatchLibrary.Load(Compile("[Patch(typeof(Calculator))] public static class Patches { public static int Add(int a, int b) => throw new TimeoutException(); }"), options);
        Assert.That(() => Sum(1, 2), Throws.TypeOf<TimeoutException>());
        Assert.That(async () => await library.PromoteAsync(), Throws.InstanceOf<PatchException>());
        Assert.That((Sum(1, 2), Add.IsPatched), Is.EqualTo((3, false)));
        library.Unload();
    }

    [Test]
    public async Task Of_a_generic_method_all_instantiations_are_promoted()
    {
        var generic = Patchable.GenericIn(Fixture.Assembly).First(handle => handle.Name.EndsWith(".Echo<T>(T)", StringComparison.Ordinal));
        var type = generic.Method.DeclaringType!;
        var library = PatchLibrary.Load(
            Compile($"[Patch(typeof({type.FullName}))] public static class Patches {{ public static T Echo<T>(T value) => default; }}"), Sharing(0));
        using (library)
        {
            var handle = (PatchHandle<Func<int, int>>)generic.For(typeof(int));
            Assert.That(handle.Current(7), Is.EqualTo(7));
            await library.PromoteAsync();
            Assert.That(handle.Current(7), Is.Zero);
            Assert.That(((PatchHandle<Func<long, long>>)generic.For(typeof(long))).Current(7), Is.Zero);
        }

        Assert.That(((PatchHandle<Func<int, int>>)generic.For(typeof(int))).Current(7), Is.EqualTo(7));
    }

    [Test]
    public void Layers_have_no_share()
        => Assert.That(
            () => PatchLibrary.Load(Compile("[Patch(typeof(Calculator))] public static class Patches { public static int Add(Func<int, int, int> next, int a, int b) => 1; }"), Sharing(0.5)),
            Throws.TypeOf<PatchLibraryException>().With.Message.Contains("since the options set Share or Shadow, but a layer was found"));

    [Test]
    public async Task All_replacements_run_beside_their_targets()
    {
        var reports = new List<ShadowReport>();
        var options = new PatchLibraryOptions { Targets = [Fixture.Assembly], UnloadWait = TimeSpan.Zero, Shadow = true, ShadowReport = reports.Add };
        using (var library = PatchLibrary.Load(Compile(Plain), options))
        {
            Assert.That(Sum(1, 2), Is.EqualTo(3));
            Assert.That(reports.Single(), Has.Property(nameof(ShadowReport.CandidateResult)).EqualTo(100).And.Property(nameof(ShadowReport.IsMatch)).False);
            Assert.That(async () => await library.PromoteAsync(), Throws.TypeOf<PatchException>().With.Message.Contains("these run beside them"));
            Assert.That(library.IsApplied, Is.True);
        }

        Assert.That(
            () => PatchLibrary.Load(Compile(Plain), new PatchLibraryOptions { Targets = [Fixture.Assembly], Shadow = true }),
            Throws.TypeOf<PatchLibraryException>().With.Message.Contains("since the options set Shadow, but PatchLibraryOptions.ShadowReport is null"));
    }

    [Test]
    public void A_check_changes_nothing_and_says_what_a_load_would_do()
    {
        var check = PatchLibrary.Check(Compile(Plain), Options);
        Assert.That((check.Name, check.Patches.Single().ToString(), check.Patches.Single().IsLayer), Is.EqualTo(("Fix", $"{Add.Name}: Patches.Add", false)));
        Assert.That((check.Skipped, Sum(1, 2), PatchLibrary.All), Is.EqualTo((Array.Empty<SkippedPatch>(), 3, Array.Empty<PatchLibrary>())));
        Assert.That(
            () => PatchLibrary.Check(Compile("[Patch(typeof(Calculator))] public static class Patches { public static string Add(int a, int b) => null; }"), Options),
            Throws.TypeOf<PatchLibraryException>().With.Message.Contains("was expected"));
    }

    [Test]
    public void A_recorded_call_runs_against_the_library_whatever_its_share()
    {
        using var recording = Add.Record(1);
        Sum(1, 2);
        var call = recording.Calls.Single();
        var library = PatchLibrary.Load(Compile("[Patch(typeof(Calculator))] public static class Patches { public static int Add(int a, int b) => a * 100 + b; }"), Sharing(0));
        using (library)
            Assert.That(library.Run(call), Is.EqualTo(102));

        Assert.That(() => library.Run(call), Throws.TypeOf<PatchException>().With.Message.Contains("the library is not applied"));
        Assert.That(call.Run((int a, int b) => a - b), Is.EqualTo(-1));
        Assert.That(() => call.Run((string text) => text), Throws.TypeOf<InvalidReplacementException>());
    }

    [Test]
    public void A_library_whose_methods_throw_too_often_is_removed_and_unloaded()
    {
        var library = Load(
            """
            [Patch(typeof(Calculator))]
            public static class Patches
            {
                public static int Add(int a, int b) => throw new Faulty();
                [Patch(typeof(Gated))] public static int Subtract(int a, int b) => 100;
            }

            public class Faulty : System.Exception { }
            """,
            Three);
        var fired = new ManualResetEventSlim();
        library.Guard!.Fired += (_, _) => fired.Set();
        for (var i = 0; i < 3; i++)
        {
            Assert.That(Subtract(), Is.EqualTo(100));
            Assert.That(() => Sum(1, 2), Throws.Exception.With.Property("Message").Contains("Faulty"));
        }

        Assert.That((Sum(1, 2), Subtract(), library.Guard.HasFired, library.Guard.Faults), Is.EqualTo((3, -1, true, 3L)), "all of its patches are gone");
        Assert.That(library.Guard.LastFault, Is.TypeOf<PatchException>().With.Message.Contains("Faulty"));
        Assert.That(fired.Wait(60_000) && Garbage.Goes(() => !library.IsApplied), Is.True);
        Assert.That(library.Dispose, Throws.Nothing);

        static int Subtract() => (int)Fixture.Call("Gated.Subtract", 1, 2)!;
    }

    [Test]
    public void What_is_thrown_below_a_layer_is_not_the_layers_fault()
    {
        using var library = Load(
            """
            [Patch(typeof(Calculator))]
            public static class Patches
            {
                public static int Add(System.Func<int, int, int> next, int a, int b) => a == 0 ? throw new System.InvalidOperationException("layer") : next(a, b);
            }
            """,
            new FaultLimit(2, Timeout.InfiniteTimeSpan) { AnswerWithOriginal = true });
        using var scope = Fixture.Handle("Calculator.Add").PatchScoped(new Func<int, int, int>((a, b) => throw new FormatException("below")));
        for (var i = 0; i < 5; i++)
            Assert.That(() => Sum(1, 2), Throws.TypeOf<FormatException>());

        Assert.That((library.Guard!.Faults, library.Guard.HasFired), Is.EqualTo((0L, false)));
        Assert.That((Sum(0, 2), library.Guard.Faults), Is.EqualTo((2, 1L)), "the original answers");
    }

    [Test]
    public void A_shadow_runs_beside_its_target_and_the_program_hears_of_it()
    {
        var reports = new List<ShadowReport>();
        var path = Compile("[Patch(typeof(Calculator), Shadow = true)] public static class Patches { public static int Add(int a, int b) => 100; }");
        using (var library = PatchLibrary.Load(path, new PatchLibraryOptions { Targets = Patient.Targets, ShadowReport = reports.Add }))
        {
            Assert.That((Sum(1, 2), reports.Single().Result, reports.Single().CandidateResult), Is.EqualTo((3, (object)3, (object)100)));
            library.Applied.Single().Share = 0;
            Assert.That((Sum(1, 2), reports.Count, Add.Describe().Entries.Single().Kind), Is.EqualTo((3, 1, PatchKind.Shadow)));
        }

        Assert.That((Sum(1, 2), reports.Count, Add.Describe().Entries.Count), Is.EqualTo((3, 1, 0)));
        Assert.That(() => PatchLibrary.Load(path, Patient), Throws.TypeOf<PatchLibraryException>().With.Message.Contains("ShadowReport"));
    }

    [Test]
    public async Task A_watched_folder_has_the_same_limit()
    {
        using var folder = new TempFolder();
        var path = Compile("[Patch(typeof(Calculator))] public static class Patches { public static int Add(int a, int b) => throw new FormatException(); }");
        File.Copy(path, folder.PathOf("Fix.dll"));
        await using var directory = PatchDirectory.Watch(folder.FullName, PatchTrust.Anyone, new PatchDirectoryOptions { Targets = Patient.Targets, RollbackOnFault = Three });
        Assert.That(() => Add.IsPatched, Is.True.After(60_000, 20));
        for (var i = 0; i < 3; i++)
            Assert.That(() => Sum(1, 2), Throws.TypeOf<FormatException>());

        Assert.That(Sum(1, 2), Is.EqualTo(3));
    }

    [Test]
    public void Limits_that_make_no_sense_are_refused()
        => Assert.Multiple(() =>
        {
            Assert.That(() => new FaultLimit(0, TimeSpan.FromSeconds(1)), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new FaultLimit(1, TimeSpan.Zero), Throws.TypeOf<ArgumentOutOfRangeException>());
        });

    private PatchLibrary Load(string source, FaultLimit? limit = null)
        => PatchLibrary.Load(Compile(source), new PatchLibraryOptions { Targets = Patient.Targets, RollbackOnFault = limit });
}
