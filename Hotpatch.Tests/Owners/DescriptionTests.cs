using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Owners;

/// <summary>What handles and reports say of the patches that lie on methods.</summary>
public class DescriptionTests(string configuration) : WovenFixtureTests(configuration)
{
    private PatchHandle<Func<int, int, int>> Add => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Calculator.Add");

    private PatchHandle Quote => Fixture.Handle("PriceService.Quote");

    [Test]
    public void Each_kind_is_listed_from_the_outside_in()
    {
        var before = DateTimeOffset.UtcNow;
        using var shadow = Add.Shadow(Candidate, _ => { }, new ShadowOptions { Share = 0.25, Owner = "shadower" });
        using var scope = Add.PatchScoped(Replacement, new PatchOptions { Owner = "patcher", RollbackOnFault = new FaultLimit(3, Timeout.InfiniteTimeSpan) });
        using var canary = Add.Canary(0.125, Replacement, new PatchOptions { Owner = "canarian" });
        using var condition = Add.PatchWhen((a, b) => a > 100, Replacement, new PatchOptions { Owner = "conditioner" });
        using var flow = Add.PatchFlow(Replacement, "flower");
        using var layer = Add.Wrap(next => new Over(next).Layer, new PatchOptions { Owner = "layerer" });
        using var interceptor = Add.Intercept(Proceed, new PatchOptions { Owner = "interceptor", Before = ["layerer"] });
        using var observer = Add.Observe(_ => { }, new ObserveOptions { Owner = "observer" });
        _ = (Add.Current(1, 2), Add.Current(1, 2));
        condition.Dispose();
        using var again = Add.PatchWhen((a, b) => a > 100, Replacement, new PatchOptions { Owner = "conditioner" });
        flow.Dispose();
        _ = Add.Current(101, 2);
        using var flows = Add.PatchFlow(Replacement, "flower");

        var described = Add.Describe();
        const string Own = nameof(DescriptionTests) + ".";
        Assert.That(described.Entries.Select(entry => $"{entry.Kind} {entry.Owner} {Short(entry.Target)} {entry.Calls} {entry.Runs}"), Is.EqualTo(new[]
        {
            "Observer observer  all calls ",
            "Layer interceptor " + Own + "Proceed all calls ",
            "Layer layerer DescriptionTests+Over.Layer all calls ",
            "Flow flower " + Own + "Replacement calls of one flow 0",
            "Arguments conditioner " + Own + "Replacement calls that meet a condition 1",
            "Canary canarian " + Own + "Replacement 12.5 % of the calls " + described.Entries[5].Runs,
            "Shadow shadower " + Own + "Candidate beside 25 % of the calls " + described.Entries[6].Runs,
            "Replacement patcher " + Own + "Replacement all calls ",
        }));
        Assert.That(described.Entries.Select(entry => entry.Since), Is.All.InRange(before.AddSeconds(-1), DateTimeOffset.UtcNow.AddSeconds(1)));
        Assert.That(described.ToString().Split(Environment.NewLine), Has.Length.EqualTo(9).And.Exactly(1).Matches("canary of canarian: .*Replacement.*, 12.5 % of the calls, since .*Z, ran [0-9]+ times"));
    }

    [Test]
    public void Flows_and_instances_are_listed_one_by_one_with_how_often_they_ran()
    {
        var (one, other) = (Fixture.New("PriceService"), Fixture.New("PriceService"));
        using var first = Quote.PatchInstance(one, new Func<object, int, decimal>((self, quantity) => 1m), new PatchOptions { Owner = "first" });
        using var second = Quote.PatchInstance(other, new Func<object, int, decimal>((self, quantity) => 1m), new PatchOptions { Owner = "second" });
        var quote = one.GetType().GetMethod("Quote")!;
        _ = (quote.Invoke(one, [1]), quote.Invoke(one, [1]), quote.Invoke(other, [1]));
        Assert.That(Quote.Describe().Entries.Select(entry => (entry.Kind, entry.Owner, entry.Runs)), Is.EquivalentTo(new[] { (PatchKind.Instance, "first", (long?)2), (PatchKind.Instance, "second", 1) }));
        using var flow = Add.PatchFlow((a, b) => 7, "tests");
        _ = (Add.Current(1, 2), Add.Current(1, 2));
        Assert.That(Add.IsPatched, Is.True, "a look at the flow is no call");
        Assert.That(Add.Describe().Entries.Single().ToString(), Does.Match("^flow of tests: .*, calls of one flow, since .*Z, ran 2 times$"));
        GC.KeepAlive((one, other));
    }

    [Test]
    public void The_report_has_the_patched_methods_of_the_process()
    {
        Assert.That(Patchable.Report().Methods.Select(method => method.Handle), Has.No.Member(Add));
        Assert.That(Add.Describe().ToString(), Is.EqualTo(Add.Name + Environment.NewLine + "  original"));
        using var scope = Add.PatchScoped(Replacement);
        using var layer = Quote.Wrap(next => next);
        var report = Patchable.Report();
        Assert.That(report.Methods.Select(method => method.Handle), Is.SupersetOf(new[] { Add, Quote }));
        Assert.That(report.ToString(), Does.Contain(Add.Name + Environment.NewLine + "  replacement: ").And.Contain(Quote.Name + Environment.NewLine + "  layer"));
    }

    [Test]
    public void Changes_name_no_router()
    {
        var texts = new List<string>();
        Add.Changed += Note;
        using (Add.PatchWhen((a, b) => a > 1, Replacement))
        {
        }

        using (Add.PatchScoped(Replacement, new PatchOptions { RollbackOnFault = new FaultLimit(1, Timeout.InfiniteTimeSpan) }))
        {
        }

        Add.Changed -= Note;
        Assert.That(texts[0], Is.EqualTo(Add.Name + ": original -> patches for some calls"));
        Assert.That(texts[2], Does.EndWith(nameof(DescriptionTests) + ".Replacement(System.Int32,System.Int32)"));

        void Note(object? sender, PatchChangedEventArgs change) => texts.Add(change.ToString());
    }

    [Test]
    public void RemoveOwner_removes_observers_interceptors_and_shadows_too()
    {
        using var shadow = Add.Shadow(Candidate, _ => { }, new ShadowOptions { Owner = "mine" });
        using var interceptor = Add.Intercept(Proceed, new PatchOptions { Owner = "mine" });
        using var observer = Add.Observe(_ => { }, new ObserveOptions { Owner = "mine" });
        using var other = Add.Intercept(Proceed, new PatchOptions { Owner = "other" });
        Assert.That(Patchable.RemoveOwner("mine"), Is.EqualTo(3));
        Assert.That(Add.Describe().Entries.Select(entry => entry.Owner), Is.EqualTo(new[] { "other" }));
    }

    private static string? Short(string? target)
        => target?.Substring(0, target.IndexOf('(', StringComparison.Ordinal)) is { } name ? string.Join('.', name.Split('.').TakeLast(2)) : null;

    private static int Replacement(int a, int b) => 10;

    private static int Candidate(int a, int b) => 11;

    private static void Proceed(PatchCall call) => call.Proceed();

    private sealed class Over(Func<int, int, int> next)
    {
        public int Layer(int a, int b) => next(a, b);
    }
}
