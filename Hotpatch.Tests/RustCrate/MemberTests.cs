using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.RustCrate;

/// <summary>What the Rust crate's attributes and functions do, one by one; docs/explanation/coming-from-rust-hotpatch.md names these tests.</summary>
public class MemberTests : CrateTests
{
    // Only one body of a function runs at a time there.
    private const string Source =
        """
        namespace Shop
        {
            public static class Functions
            {
                [Patchable] public static int Foo() => 1;
                [Patchable(Consistency = Consistency.Exclusive)] public static int Guarded(Func<int> inside) => inside();
                [Patchable] public static int Large(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l, int m, int n, int o, int p, int q, int r) => a + r;
            }

            [Patchable] public class Service(int start) { public int Next(int step) => start + step; public static Service Default() => new(0); public int Start => start; }
        }
        """;

    private const string Replacements =
        """
        namespace Shop;
        public static class Functions
        {
            [Patch] public static int Foo() => 2;
            [Patch] public static int Guarded(Func<int> inside) => 3;
        }
        """;

    private LoadedAssembly _program = null!;

    private PatchHandle<Func<int>> Foo => Handle<Func<int>>(_program, "Shop.Functions", "Foo");

    private PatchHandle<Func<Func<int>, int>> Guarded => Handle<Func<Func<int>, int>>(_program, "Shop.Functions", "Guarded");

    [SetUp]
    public void LoadProgram() => _program = Program(Source);

    [Test]
    public void Patchable_on_a_function()
    {
        var foo = Method<Func<int>>(_program, "Shop.Functions", "Foo");
        Assert.That(foo(), Is.EqualTo(1));
        Foo.Patch(() => 2);
        Assert.That(foo(), Is.EqualTo(2));
    }

    [Test]
    public void Patchable_on_an_impl()
    {
        // Rust has methods with self planned; a class's attribute covers static and instance methods alike.
        var service = Activator.CreateInstance(_program.Assembly.GetType("Shop.Service")!, 10)!;
        var handle = Patchable.In(_program.Assembly).Single(handle => handle.Name == "Shop.Service.Next(System.Int32)");
        var start = service.GetType().GetProperty("Start")!;
        handle.Patch((object self, int step) => (int)start.GetValue(self)! - step);
        Assert.That(service.GetType().GetMethod("Next")!.Invoke(service, [1]), Is.EqualTo(9));

        var made = Patchable.In(_program.Assembly).Single(handle => handle.Name == "Shop.Service.Default()");
        Assert.That(made.IsPatched, Is.False);
    }

    [TestCase("[Patch(typeof(Shop.Functions), nameof(Shop.Functions.Foo))]", true)]
    [TestCase("[Patch(\"Shop.Functions.Foo\")]", false)]
    [TestCase("[Patch(\"Shop.Functions.Foo()\")]", false)]
    public void Module_path_override(string patch, bool knowsProgram)
    {
        var source = $"public static class Elsewhere {{ {patch} public static int Bar() => 5; }}";
        var path = knowsProgram ? Library(source, _program) : Library(source);
        using (PatchLibrary.Load(path, Into(_program)))
            Assert.That(Method<Func<int>>(_program, "Shop.Functions", "Foo")(), Is.EqualTo(5));
    }

    [Test]
    public void Hotpatch_fn()
    {
        var foo = Method<Func<int>>(_program, "Shop.Functions", "Foo");
        Foo.Patch(Bar);
        Assert.That(foo(), Is.EqualTo(7));
        var captured = 8;
        Foo.Patch(() => captured);
        Assert.That(foo(), Is.EqualTo(8));

        static int Bar() => 7;
    }

    [Test]
    public void Try_hotpatch_fn()
    {
        var guarded = Method<Func<Func<int>, int>>(_program, "Shop.Functions", "Guarded");
        Assert.That(guarded(() => Guarded.TryPatch(_ => 9) ? 1 : 0), Is.Zero);
        Assert.That(Guarded.IsPatched, Is.False);
        Assert.That(Guarded.TryPatch(_ => 9), Is.True);
        Assert.That(guarded(() => 0), Is.EqualTo(9));
    }

    [Test]
    public void Force_hotpatch_fn()
    {
        var guarded = Method<Func<Func<int>, int>>(_program, "Shop.Functions", "Guarded");
        Assert.That(
            guarded(() =>
            {
                // Waiting for itself would never end: an exception here, where the crate blocks for good.
                Assert.That(() => Guarded.Patch(_ => 9), Throws.InstanceOf<PatchDeadlockException>());
                Guarded.ForcePatch(_ => 10);
                return guarded(() => 0);
            }),
            Is.EqualTo(10));
    }

    [Test]
    public void Hotpatch_lib()
    {
        using (Foo.PatchFromLibrary(Library(Replacements), Into(_program)))
        {
            Assert.That(Method<Func<int>>(_program, "Shop.Functions", "Foo")(), Is.EqualTo(2));
            Assert.That(Guarded.IsPatched, Is.False);
        }

        using (PatchLibrary.Load(Library(Replacements), Into(_program)))
            Assert.That(Patchable.In(_program.Assembly).Count(handle => handle.IsPatched), Is.EqualTo(2));
    }

    [Test]
    public void Hotpatch_lib_with_a_function_of_wrong_type()
    {
        var path = Library("namespace Shop; public static class Functions { [Patch] public static long Foo() => 2; }");
        var exception = Assert.Throws<PatchLibraryException>(() => Foo.PatchFromLibrary(path, Into(_program)))!;
        Assert.That(exception.Problems.Single(), Does.Contain("Shop.Functions.Foo: a method with the signature () => int was expected, but () => long was found"));
        Assert.That(Foo.IsPatched, Is.False);

        path = Library("namespace Shop; public static class Functions { [Patch] public static int Fo() => 2; }");
        exception = Assert.Throws<PatchLibraryException>(() => PatchLibrary.Load(path, Into(_program)))!;
        Assert.That(exception.Problems.Single(), Does.Contain("Shop.Functions has none of that name; the nearest names are Foo"));
    }

    [Test]
    public void Try_hotpatch_lib()
    {
        var path = Library(Replacements);
        var guarded = Method<Func<Func<int>, int>>(_program, "Shop.Functions", "Guarded");
        Assert.That(guarded(() => Guarded.TryPatchFromLibrary(path, out _, Into(_program)) ? 1 : 0), Is.Zero);
        Assert.That(Guarded.IsPatched, Is.False);
        Assert.That(Guarded.TryPatchFromLibrary(path, out var library, Into(_program)), Is.True);
        using (library)
            Assert.That(guarded(() => 0), Is.EqualTo(3));
    }

    [Test]
    public void Force_hotpatch_lib()
    {
        var path = Library(Replacements);
        var guarded = Method<Func<Func<int>, int>>(_program, "Shop.Functions", "Guarded");
        PatchLibrary? library = null;
        Assert.That(
            guarded(() =>
            {
                library = Guarded.ForcePatchFromLibrary(path, Into(_program));
                return guarded(() => 0);
            }),
            Is.EqualTo(3));
        library!.Dispose();
        Assert.That(guarded(() => 4), Is.EqualTo(4));
    }

    [Test]
    public void Patch_on_a_function_and_on_an_impl()
    {
        var path = Library(
            """
            [Patch(typeof(Shop.Service))]
            public static class ServicePatches
            {
                public static int Next(Shop.Service self, int step) => self.Start * step;
                public static Shop.Service Default() => new(100);
            }

            public static class Others { [Patch(typeof(Shop.Functions))] public static int Foo() => 6; }
            """,
            _program);
        using var library = PatchLibrary.Load(path, Into(_program));
        var service = Method<Func<object>>(_program, "Shop.Service", "Default")();
        Assert.That(service.GetType().GetMethod("Next")!.Invoke(service, [3]), Is.EqualTo(300));
        Assert.That(Method<Func<int>>(_program, "Shop.Functions", "Foo")(), Is.EqualTo(6));
    }

    [Test]
    public void Restore_default()
    {
        var guarded = Method<Func<Func<int>, int>>(_program, "Shop.Functions", "Guarded");
        Guarded.Patch(_ => 9);
        Guarded.Restore();
        Assert.That(guarded(() => 1), Is.EqualTo(1));
        Guarded.Restore();
        Assert.That(guarded(() => 1), Is.EqualTo(1));
    }

    [Test]
    public void Try_and_force_restore_default()
    {
        var guarded = Method<Func<Func<int>, int>>(_program, "Shop.Functions", "Guarded");
        Guarded.Patch(inside => inside());
        Assert.That(guarded(() => Guarded.TryRestore() ? 1 : 0), Is.Zero);
        Assert.That(Guarded.IsPatched, Is.True);
        guarded(() =>
        {
            Guarded.ForceRestore();
            return 0;
        });
        Assert.That(Guarded.IsPatched, Is.False);
        Assert.That(Guarded.TryRestore(), Is.True);
    }

    [Test]
    public void Large_signatures()
    {
        var handle = Patchable.In(_program.Assembly).Single(handle => handle.Name.StartsWith("Shop.Functions.Large", StringComparison.Ordinal));
        handle.Patch((int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l, int m, int n, int o, int p, int q, int r) => a * r);
        var large = _program.Assembly.GetType("Shop.Functions")!.GetMethod("Large")!;
        Assert.That(large.Invoke(null, [.. Enumerable.Range(1, 18).Cast<object>()]), Is.EqualTo(18));
    }
}
