using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Observers;

/// <summary>One observer of many methods, with the instantiations of generic ones that come into use later.</summary>
public class ManyMethodsTests(string configuration) : WovenFixtureTests(configuration)
{
    private const string Source = """
        using Hotpatch;

        namespace Fixtures;

        public static class Many
        {
            [Patchable] public static T Echo<T>(T value) => value;
            [Patchable] public static int One(int a) => a;
            [Patchable(Consistency = Consistency.Exclusive)] public static int Two(int a) => a + 1;
            [Patchable] public static int Sum(System.Span<int> a) => a.Length;
            public static string EchoString(string value) => Echo(value);
            public static int EchoInt(int value) => Echo(value);
            public static long EchoLong(long value) => Echo(value);
            public static int CallSum() => Sum(new int[3]);
        }
        """;

    [Test]
    public void All_methods_of_an_assembly_and_later_instantiations()
    {
        var many = WovenSource.Load(Source, Configuration);
        var seen = new List<string>();
        Assert.That(many.Call("Many.EchoInt", 1), Is.EqualTo(1));
        var set = Patchable.In(many.Assembly).Observe(call => seen.Add($"{call.Method.Name} {call.Result}"), new ObserveOptions { Owner = "tests" });
        many.Call("Many.One", 2);
        many.Call("Many.Two", 2);
        many.Call("Many.CallSum");
        many.Call("Many.EchoInt", 3);
        many.Call("Many.EchoString", "later");
        Assert.That(seen, Is.EqualTo(new[] { "One 2", "Two 3", "Sum 3", "Echo 3", "Echo later" }));
        Assert.That((set.Observations.Count, set.Refused.Count, set.ToString()), Is.EqualTo((5, 0, "observer of 5 methods")));
        Assert.That(Patchable.GenericIn(many.Assembly).Single().IsPatched, Is.False);

        set.Dispose();
        set.Dispose();
        many.Call("Many.EchoString", "unobserved");
        many.Call("Many.EchoLong", 4L);
        many.Call("Many.One", 5);
        Assert.That(seen, Has.Count.EqualTo(5));
        Assert.That(Patchable.In(many.Assembly).Select(handle => handle.Describe().Entries.Count), Is.All.Zero);
    }

    [Test]
    public void Any_sequence_of_handles()
    {
        var seen = 0;
        PatchHandle[] handles = [Fixture.Handle("Calculator.Add"), Fixture.Handle("Calculator.Add")];
        using (handles.Observe(_ => seen++, ObserveOptions.CountOnly))
            Fixture.Call("Calculator.Add", 1, 2);

        Assert.That(seen, Is.EqualTo(1));
    }

    [Test]
    public void What_has_no_original_is_refused()
    {
        PatchHandle[] handles = [.. Patchable.In(Fixture.Assembly)];
        using var set = handles.Observe(_ => { }, ObserveOptions.CountOnly);
        Assert.That(set.Refused.Keys, Is.EquivalentTo(handles.Where(handle => !handle.HasOriginal)).And.Not.Empty);
        Assert.That(set.Refused.Values.Select(refusal => refusal.Message), Is.All.Contains("original"));
        Assert.That(set.Observations, Has.Count.EqualTo(handles.Length - set.Refused.Count));
    }

    [Test]
    public void Nothing_is_no_argument()
        => Assert.Multiple(() =>
        {
            Assert.That(() => ((IEnumerable<PatchHandle>)null!).Observe(_ => { }), Throws.ArgumentNullException);
            Assert.That(() => Array.Empty<PatchHandle>().Observe(null!), Throws.ArgumentNullException);
        });
}
