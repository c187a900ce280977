using System.Linq.Expressions;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Generics;

/// <summary>Scopes and layers of all instantiations, those to come included.</summary>
public class GenericScopeTests
{
    private readonly LoadedAssembly _fixture = WovenSource.Load(
        """
        namespace Fixtures;
        public static class Scoped
        {
            [Hotpatch.Patchable] public static string Show<T>(T value) => $"{value}";
            [Hotpatch.Patchable(Consistency = Hotpatch.Consistency.Drained)] public static string Drained<T>(T value) => $"{value}";
        }
        public class Kept<T> { [Hotpatch.Patchable] public Kept(T value) : this(() => value) => value.ToString(); Kept(System.Func<T> value) { } }
        """,
        "Release");

    private GenericPatchHandle Show => Patchable.ForAll(_fixture.Type("Scoped"), "Show");

    [Test]
    public void Scope_patches_those_in_use_and_those_to_come_until_its_end()
    {
        Assert.That(Call("a"), Is.EqualTo("a"));
        var scope = Show.PatchScoped((handle, types) => types[0] == typeof(char) ? null : Fixed(handle, "scope"));
        Assert.That(scope.Handle, Is.SameAs(Show));
        Assert.That((Call("a"), Call(1), Call('c')), Is.EqualTo(("scope", "scope", "c")));
        Assert.That(Call(2.5m), Is.EqualTo("scope"), "to come");
        scope.Dispose();
        scope.Dispose();
        Assert.That((Call("a"), Call(1), Call(2.5m), Call(3.5f)), Is.EqualTo(("a", "1", "2.5", "3.5")));
        Assert.That((Show.IsPatched, Show.Instantiations.Any(handle => handle.IsPatched)), Is.EqualTo((false, false)));
    }

    [Test]
    public void Scopes_end_in_any_order_and_leave_what_others_have_put_in()
    {
        var own = Show.For<Func<byte, string>>(typeof(byte));
        var first = Show.PatchScoped((handle, _) => Fixed(handle, "first"));
        var second = Show.PatchScoped((handle, _) => Fixed(handle, "second"));
        Assert.That(Call((byte)1), Is.EqualTo("second"));
        first.Dispose();
        Assert.That((Call((byte)1), Call((sbyte)1)), Is.EqualTo(("second", "second")));
        using (own.PatchScoped(_ => "own"))
            Assert.That(Call((byte)1), Is.EqualTo("own"));

        Show.Patch((handle, _) => Fixed(handle, "patched"));
        second.Dispose();
        Assert.That((Call((byte)1), Call((short)1)), Is.EqualTo(("patched", "patched")));
        Show.Restore();
        Assert.That((Call((byte)1), Call((short)1)), Is.EqualTo(("1", "1")));
    }

    [Test]
    public void Layers_lie_over_replacements_of_all_instantiations_by_priority()
    {
        Assert.That(Call(1L), Is.EqualTo("1"));
        using (Show.Wrap((_, _) => below => Around(below, "<", ">"), priority: 1))
        using (Show.Wrap((_, types) => types[0] == typeof(ulong) ? null : below => Around(below, "(", ")")))
        {
            Assert.That((Call(1L), Call(2UL)), Is.EqualTo(("<(1)>", "<2>")));
            Assert.That(Show.For(typeof(long)).Layers, Has.Count.EqualTo(2));
            using (Show.PatchScoped((handle, _) => Fixed(handle, "x")))
                Assert.That((Call(1L), Call(2UL), Call(3U)), Is.EqualTo(("<(x)>", "<x>", "<(x)>")));

            Assert.That(Call(3U), Is.EqualTo("<(3)>"));
        }

        Assert.That((Call(1L), Call(2UL), Call(3U)), Is.EqualTo(("1", "2", "3")));
    }

    [Test]
    public void What_waits_waits_for_calls_of_all_instantiations()
    {
        var drained = Patchable.ForAll(_fixture.Type("Scoped"), "Drained");
        using (drained.PatchScoped((handle, _) => Fixed(handle, "scope"), TimeSpan.FromSeconds(60)))
        using (drained.Wrap((_, _) => below => Around(below, "<", ">"), TimeSpan.FromSeconds(60)))
            Assert.That(_fixture.Type("Scoped").GetMethod("Drained")!.MakeGenericMethod(typeof(int)).Invoke(null, [1]), Is.EqualTo("<scope>"));

        using var inside = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        using (drained.For<Func<long, string>>(typeof(long)).PatchScoped(value =>
        {
            inside.Set();
            leave.Wait();
            return "long";
        }))
        {
            var call = Task.Run(() => _fixture.Type("Scoped").GetMethod("Drained")!.MakeGenericMethod(typeof(long)).Invoke(null, [1L]));
            inside.Wait();
            Assert.Throws<PatchTimeoutException>(() => drained.PatchScoped((handle, _) => Fixed(handle, "late"), TimeSpan.FromMilliseconds(30)));
            Assert.Throws<PatchTimeoutException>(() => drained.Wrap((_, _) => below => below, TimeSpan.FromMilliseconds(30)));
            Assert.That(drained.IsPatched, Is.False);
            leave.Set();
            Assert.That(call.Result, Is.EqualTo("long"));
        }
    }

    [Test]
    public void A_scope_that_ends_within_the_method_waits_for_nothing()
    {
        var drained = Patchable.ForAll(_fixture.Type("Scoped"), "Drained");
        GenericPatchScope? scope = null;
        scope = drained.PatchScoped((handle, types) => types[0] != typeof(uint) ? null : (Func<uint, string>)(value =>
        {
            scope!.Dispose();
            return "ended";
        }));
        var method = _fixture.Type("Scoped").GetMethod("Drained")!.MakeGenericMethod(typeof(uint));
        Assert.That((method.Invoke(null, [1U]), method.Invoke(null, [1U])), Is.EqualTo(("ended", "1")));
    }

    [Test]
    public void What_is_refused_changes_nothing()
    {
        Assert.That(Call(1), Is.EqualTo("1"));
        var show = Show.For(typeof(int));
        show.Changed += Fail;
        try
        {
            Assert.Throws<InvalidOperationException>(() => Show.PatchScoped((handle, _) => Fixed(handle, "told")));
            Assert.Throws<InvalidOperationException>(() => Show.Wrap((_, _) => below => Around(below, "<", ">")));
        }
        finally
        {
            show.Changed -= Fail;
        }

        Assert.Multiple(() =>
        {
            Assert.Throws<InvalidReplacementException>(() => Show.PatchScoped(null!));
            Assert.Throws<InvalidReplacementException>(() => Show.Wrap(null!));
            Assert.Throws<InvalidReplacementException>(() => Show.PatchScoped((_, _) => (Action)(() => { })));
            Assert.Throws<InvalidReplacementException>(() => Show.Wrap((_, _) => _ => (Action)(() => { })));
            Assert.Throws<ArithmeticException>(() => Show.Wrap((_, _) => throw new ArithmeticException()));
            Assert.That((Show.IsPatched, show.IsPatched, Call(1), Call(1.5)), Is.EqualTo((false, false, "1", "1.5")));
        });

        var constructor = Patchable.ForAll(_fixture.Type("Kept`1"), ".ctor");
        _ = constructor.For(typeof(int));
        Assert.Throws<PatchException>(() => constructor.Wrap((_, _) => below => below));

        static void Fail(object? sender, PatchChangedEventArgs change) => throw new InvalidOperationException();
    }

    private string Call<T>(T value) => (string)_fixture.Type("Scoped").GetMethod("Show")!.MakeGenericMethod(typeof(T)).Invoke(null, [value])!;

    /// <summary>A replacement of any instantiation that answers the same.</summary>
    private static Delegate Fixed(PatchHandle handle, string answer)
    {
        var value = Expression.Parameter(handle.Method.GetGenericArguments()[0]);
        return Expression.Lambda(handle.DelegateType, Expression.Constant(answer), value).Compile();
    }

    private static Delegate Around(Delegate below, string before, string after)
    {
        var value = Expression.Parameter(below.GetType().GetGenericArguments()[0]);
        var call = Expression.Invoke(Expression.Constant(below), value);
        var concat = typeof(string).GetMethod("Concat", [typeof(string), typeof(string), typeof(string)])!;
        return Expression.Lambda(
            below.GetType(),
            Expression.Call(concat, Expression.Constant(before), call, Expression.Constant(after)),
            value).Compile();
    }
}
