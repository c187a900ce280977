namespace Hotpatch.Tests.Libraries;

/// <summary>One method from a library that may have more.</summary>
public class PatchFromLibraryTests : LibraryTests
{
    [Test]
    public void Only_what_is_for_the_handle_is_applied()
    {
        // What is for others is not looked at, whether it fits or not.
        var path = Compile(
            """
            public static class P
            {
                [Patch(typeof(Calculator))] public static int Add(int a, int b) => 100;
                [Patch(typeof(Calculator), "Add")] public static int Layer(Func<int, int, int> next, int a, int b) => next(a, b) + 1;
                [Patch(typeof(Gated))] public static long Subtract(int a, int b) => 0;
                [Patch("Nowhere.At.All")] public static void None() { }
                [Patch(typeof(Box<>))] public static T Get<T>(Box<T> self) => default!;
            }
            """);
        var ways = new Func<PatchHandle, PatchLibrary>[]
        {
            handle => handle.PatchFromLibrary(path, Options),
            handle => handle.TryPatchFromLibrary(path, out var library, Options) ? library : throw new InvalidOperationException(),
            handle => handle.ForcePatchFromLibrary(path, Options),
        };
        foreach (var way in ways)
        {
            using var library = way(Add);
            Assert.That(library.Applied.Select(patch => patch.Method), Is.EqualTo(new[] { "P.Add", "P.Layer" }));
            Assert.That(CallAdd(1, 2), Is.EqualTo(101));
        }

        var ofString = Patchable.GenericIn(Fixture.Assembly).Single(generic => generic.Name == "Fixtures.Box`1.Get()").For(typeof(string));
        using (var library = ofString.PatchFromLibrary(path, Options))
        {
            Assert.That(library.Applied.Single().Handle, Is.SameAs(ofString));
            Assert.That(ofString.IsPatched, Is.True);
            Assert.That(Patchable.GenericIn(Fixture.Assembly).Count(generic => generic.IsPatched), Is.Zero);
        }

        var exception = Assert.Throws<PatchLibraryException>(() => Exclusive.PatchFromLibrary(path, Options))!;
        Assert.That(exception.Problems.Single(), Does.Contain("(int, int) => long was found"));
        exception = Assert.Throws<PatchLibraryException>(() => Drained.PatchFromLibrary(path, Options))!;
        Assert.That(exception.Problems.Single(), Is.EqualTo(
            "Fixtures.Gated.Add(System.Int32,System.Int32): a patch of this method was expected, but patches of others were found, such as Fixtures.Calculator.Add and Fixtures.Gated.Subtract and Nowhere.At.All"));
        Assert.That(() => ((PatchHandle)null!).PatchFromLibrary(path), Throws.InstanceOf<ArgumentNullException>());
    }
}
