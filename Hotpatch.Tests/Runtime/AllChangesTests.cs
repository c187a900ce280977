using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Runtime;

/// <summary><c>Patchable.Changed</c>: one event for the changes of all handles.</summary>
public class AllChangesTests
{
    private readonly LoadedAssembly _fixture = WovenSource.Load(
        """
        namespace Fixtures;
        public static class Changing
        {
            [Hotpatch.Patchable] public static int One() => 1;
            [Hotpatch.Patchable] public static int Two() => 2;
        }
        """,
        "Release");

    [Test]
    public void Tells_of_every_change_of_every_handle_after_the_handle_itself()
    {
        var (one, two) = (_fixture.Handle("Changing.One"), _fixture.Handle("Changing.Two"));
        var told = new List<string>();
        Patchable.Changed += Tell;
        one.Changed += TellOfOne;
        try
        {
            one.Patch((Func<int>)Three);
            two.Patch((Func<int>)Three);
            one.Restore();
            one.Restore();
            new PatchSet().Add(one, (Func<int>)Three).Apply();
            using (two.PatchScoped((Func<int>)Four))
                told.Add("scope");
        }
        finally
        {
            Patchable.Changed -= Tell;
            one.Changed -= TellOfOne;
            one.Restore();
            two.Restore();
        }

        Assert.That(told, Is.EqualTo(new[]
        {
            "One itself", "One: original -> Three", "Two: original -> Three", "One itself", "One: Three -> original", "One itself", "One: original -> Three",
            "Two: Three -> Four", "scope", "Two: Four -> Three",
        }));

        void TellOfOne(object? sender, PatchChangedEventArgs change) => told.Add("One itself");

        void Tell(object? sender, PatchChangedEventArgs change)
        {
            if (change.Handle == one || change.Handle == two)
                told.Add($"{change.Handle.Method.Name}: {Describe(change.Previous)} -> {Describe(change.Current)}");
        }

        static string Describe(Delegate? body) => body is null ? "original" : body.Method.Name.Contains("Three", StringComparison.Ordinal) ? "Three" : "Four";
        static int Three() => 3;
        static int Four() => 4;
    }

    [Test]
    public void Tells_where_a_subscriber_of_the_handle_has_thrown()
    {
        var one = _fixture.Handle("Changing.One");
        var told = 0;
        one.Changed += Fail;
        Patchable.Changed += Count;
        try
        {
            Assert.Throws<InvalidOperationException>(() => one.Patch((Func<int>)(() => 3)));
            Assert.That(told, Is.EqualTo(1));
            Assert.That(_fixture.Call("Changing.One"), Is.EqualTo(3));
        }
        finally
        {
            one.Changed -= Fail;
            Patchable.Changed -= Count;
            one.Restore();
        }

        static void Fail(object? sender, PatchChangedEventArgs change) => throw new InvalidOperationException();

        void Count(object? sender, PatchChangedEventArgs change) => told += change.Handle == one ? 1 : 0;
    }
}
