using System.Runtime.Loader;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Calls;

/// <summary>One handle over the calls that all woven assemblies make to a method, and its place beside the handles of single assemblies.</summary>
public class SharedCallTests
{
    private delegate bool TryParse(string text, out Version? version);

    // Each test has calls of its own, since these handles belong to the whole process.
    private const string Source =
        """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using Hotpatch;

        [assembly: PatchableCalls(typeof(Path), "GetTempPath", "GetPathRoot", "GetRandomFileName", "ChangeExtension", "HasExtension", "Combine", "GetFileName")]
        [assembly: PatchableCalls(typeof(Version), ".ctor", "TryParse")]
        [assembly: PatchableCalls(typeof(Queue<>), "Enqueue")]
        [assembly: PatchableCalls(typeof(Array), "Empty")]
        [assembly: PatchableCalls(typeof(Stream), "get_CanSeek")]
        [assembly: PatchableCalls(typeof(Uri), "IsHexDigit")]

        namespace Fixtures;

        public static class Caller
        {
            public static string Temp() => Path.GetTempPath();
            public static string? Root(string path) => Path.GetPathRoot(path);
            public static string Random() => Path.GetRandomFileName();
            public static string? Change(string path) => Path.ChangeExtension(path, ".x");
            public static bool Has(string path) => Path.HasExtension(path);
            public static string Join(string left, string right) => Path.Combine(left, right);
            public static string? Name(string path) => Path.GetFileName(path);
            public static string Make() => new Version(1, 2).ToString();
            public static string? Parse(string text) => Version.TryParse(text, out var version) ? version.ToString() : null;
            public static int Queue() { var queue = new Queue<string>(); queue.Enqueue("a"); return queue.Count; }
            public static int[] Empty() => Array.Empty<int>();
            public static bool Seek() => new MemoryStream().CanSeek;
            public static bool Hex(char digit) => Uri.IsHexDigit(digit);
        }
        """;

    private LoadedAssembly _one = null!;
    private LoadedAssembly _two = null!;

    [OneTimeSetUp]
    public void Weave()
    {
        _one = WovenSource.Load(Source, "Release");
        _two = WovenSource.Load(Source, "Debug");
    }

    [Test]
    public void Nothing_waits_for_calls()
        => Assert.That(
            () => Patchable.Calls(typeof(Path), nameof(Path.GetRandomFileName)).WaitForDrain(),
            Throws.InstanceOf<PatchException>().With.Message.EndsWith("was expected, but this handle is for calls, which are always Immediate and are not counted. Wait for the methods that make the calls, if they are patchable."));

    [Test]
    public void Patches_the_calls_of_all_assemblies()
    {
        var calls = Patchable.Calls(typeof(Path), nameof(Path.GetTempPath));
        Assert.That(calls, Is.InstanceOf<PatchHandle<Func<string>>>());
        Assert.That(calls.Name, Is.EqualTo("*!System.IO.Path.GetTempPath()"));
        Assert.That(Patchable.Calls<Func<string>>(typeof(Path), nameof(Path.GetTempPath)), Is.SameAs(calls));
        Assert.That(Patchable.Find("*!System.IO.Path.GetTempPath()"), Is.SameAs(calls));
        using (calls.PatchScoped(() => "/all/"))
            Assert.That(Both("Temp"), Is.EqualTo(new[] { "/all/", "/all/" }));

        Assert.That(Both("Temp"), Is.EqualTo(new[] { Path.GetTempPath(), Path.GetTempPath() }));
    }

    [Test]
    public void What_one_assembly_has_lies_over_what_all_have()
    {
        var all = Patchable.Calls<Func<string, string?>>(typeof(Path), nameof(Path.GetPathRoot));
        var own = (PatchHandle<Func<string, string?>>)Own(_one, "System.IO.Path.GetPathRoot(System.String)");
        using (own.Wrap(next => path => $"own {next(path)}"))
        {
            Assert.That(Both("Root", "/a"), Is.EqualTo(new[] { "own /", "/" }));
            using (all.PatchScoped(_ => "all"))
            {
                Assert.That(Both("Root", "/a"), Is.EqualTo(new[] { "own all", "all" }));
                Assert.That(own.Original("/a"), Is.EqualTo("/"));
                using (own.PatchScoped(_ => "replaced"))
                    Assert.That(Both("Root", "/a"), Is.EqualTo(new[] { "own replaced", "all" }));

                using (own.PatchFlow(_ => "flow"))
                    Assert.That(Both("Root", "/a"), Is.EqualTo(new[] { "own flow", "all" }));
            }

            Assert.That(Both("Root", "/a"), Is.EqualTo(new[] { "own /", "/" }));
        }

        using (all.Wrap(next => path => $"all {next(path)}"))
        {
            Assert.That(own.IsPatched, Is.True);
            Assert.That(own.Current("/a"), Is.EqualTo("all /"));
        }

        Assert.That(own.IsPatched, Is.False);
        Assert.That(Both("Root", "/a"), Is.EqualTo(new[] { "/", "/" }));
    }

    [Test]
    public void An_assembly_that_is_loaded_later_takes_part()
    {
        using var scope = Patchable.Calls<Func<string>>(typeof(Path), nameof(Path.GetRandomFileName)).PatchScoped(() => "fixed");
        var later = WovenSource.Load(Source, "Release");
        Assert.That(later.Call("Caller.Random"), Is.EqualTo("fixed"));
    }

    [Test]
    public async Task A_flow_patch_holds_for_its_flow_in_all_assemblies()
    {
        var calls = Patchable.Calls<Func<string, string?, string?>>(typeof(Path), nameof(Path.ChangeExtension));
        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(async () =>
        {
            using (calls.PatchFlow((path, _) => $"{path}{number}"))
            {
                await Task.Yield();
                Assert.That(Both("Change", "a"), Is.EqualTo(new[] { $"a{number}", $"a{number}" }));
            }
        })));
        Assert.That(Both("Change", "a"), Is.EqualTo(new[] { "a.x", "a.x" }));
    }

    [Test]
    public void Everything_that_a_handle_has()
    {
        var calls = Patchable.Calls<Func<string, bool>>(typeof(Path), nameof(Path.HasExtension));
        var seen = 0;
        using (calls.Observe(_ => Interlocked.Increment(ref seen)))
            Assert.That(Both("Has", "a.b"), Is.EqualTo(new object[] { true, true }));

        Assert.That(seen, Is.EqualTo(2));
        using (calls.PatchWhen(path => path == "no.", _ => false))
            Assert.That(Both("Has", "a.b"), Is.EqualTo(new object[] { true, true }));

        using (var canary = calls.Canary(1, _ => false, new PatchOptions { Owner = "shared-calls" }))
        {
            Assert.That(Both("Has", "a.b"), Is.EqualTo(new object[] { false, false }));
            Assert.That(Patchable.Report().Methods.Select(method => method.Handle), Has.Member(calls));
            Assert.That(Patchable.RemoveOwner("shared-calls"), Is.EqualTo(1));
        }

        Assert.That(Both("Has", "a.b"), Is.EqualTo(new object[] { true, true }));
    }

    [Test]
    public void A_set_patches_calls_and_one_assembly_at_once()
    {
        var all = Patchable.Calls<Func<string, string, string>>(typeof(Path), nameof(Path.Combine));
        var own = (PatchHandle<Func<string, string, string>>)Own(_two, "System.IO.Path.Combine(System.String,System.String)");
        using var set = new PatchSet();
        set.Add(all, (left, right) => "all");
        set.Add(own, (left, right) => "own");
        set.Apply();
        Assert.That(Both("Join", "a", "b"), Is.EqualTo(new[] { "all", "own" }));
        set.Revert();

        Assert.That(Both("Join", "a", "b"), Is.EqualTo(new[] { "a/b", "a/b" }));
    }

    [Test]
    public void Constructors_return_the_object()
    {
        using (Patchable.Calls<Func<int, int, Version>>(typeof(Version), ".ctor").PatchScoped((major, minor) => new Version(minor, major)))
            Assert.That(Both("Make"), Is.EqualTo(new[] { "2.1", "2.1" }));
    }

    [Test]
    public void References_take_a_delegate_type_of_ones_own()
    {
        var calls = Patchable.Calls<TryParse>(typeof(Version), nameof(Version.TryParse));
        using (calls.Wrap(next => (string text, out Version? version) => next(text + ".7", out version)))
            Assert.That(Both("Parse", "1.2"), Is.EqualTo(new[] { "1.2.7", "1.2.7" }));

        Assert.That(
            () => calls.PatchFlow((string _, out Version? version) => { version = new Version(9, 9); return true; }),
            Throws.InstanceOf<PatchException>().With.Message.Contains("use its handle by name"));
        Assert.That(Both("Parse", "1.2"), Is.EqualTo(new[] { "1.2", "1.2" }));
    }

    [Test]
    public void Instantiations_have_handles_of_their_own()
    {
        using (Patchable.Calls<Action<Queue<string>, string>>(typeof(Queue<string>), "Enqueue").PatchScoped((_, _) => { }))
        using (Patchable.Calls<Func<int[]>>(typeof(Array), nameof(Array.Empty), typeof(int)).PatchScoped(() => [1]))
        {
            Assert.That(Both("Queue"), Is.EqualTo(new object[] { 0, 0 }));
            Assert.That(Both("Empty"), Has.All.EqualTo(new[] { 1 }));
        }

        Assert.That(Both("Queue"), Is.EqualTo(new object[] { 1, 1 }));
    }

    [Test]
    public void A_plug_in_leaves_memory_while_its_calls_are_patched()
    {
        var calls = Patchable.Calls<Func<char, bool>>(typeof(Uri), nameof(Uri.IsHexDigit));
        using var scope = calls.PatchScoped(_ => true);
        var context = Load(_one.Path);
        Assert.That(Garbage.Goes(() => !context.IsAlive), Is.True);
        Assert.That(Both("Hex", 'z'), Is.EqualTo(new object[] { true, true }));
    }

    [Test]
    public void A_plug_in_that_was_first_leaves_memory_too()
    {
        var context = LoadFirst(WovenSource.Load(Source.Replace("\"IsHexDigit\"", "\"IsHexEncoding\"", StringComparison.Ordinal).Replace("Uri.IsHexDigit(digit)", "Uri.IsHexEncoding(digit.ToString(), 0)", StringComparison.Ordinal), "Release").Path);
        Assert.That(Garbage.Goes(() => !context.IsAlive), Is.True);
    }

    [Test]
    public void Refusals_say_what_to_do()
    {
        Assert.That(() => Patchable.Calls(typeof(Path), "Missing"), Throws.InstanceOf<PatchTargetException>().With.Message.Contains("declares none of that name"));
        Assert.That(() => Patchable.Calls<Func<int>>(typeof(Path), nameof(Path.GetTempPath)), Throws.InstanceOf<PatchTargetException>().With.Message.Contains("Func<int>"));
        Assert.That(() => Patchable.Calls<Func<UriBuilder>>(typeof(UriBuilder), ".ctor"), Throws.InstanceOf<PatchTargetException>().With.Message.Contains("PatchableCalls(typeof(UriBuilder)"));
        Assert.That(() => Patchable.Calls(null!, "Get"), Throws.InstanceOf<PatchTargetException>());
        Assert.That(() => Patchable.Calls<Action<Queue<string>, string>>(typeof(Queue<>), "Enqueue"), Throws.InstanceOf<PatchTargetException>().With.Message.Contains("an instantiation"));
        Assert.That(() => Patchable.Find("Nobody!System.IO.Path.GetTempPath()"), Throws.InstanceOf<PatchTargetException>());
    }

    // Only the plug-in is asked, since the tests' own copy is in a context that doesn't leave.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference LoadFirst(string path)
    {
        var context = new AssemblyLoadContext("plug-in", isCollectible: true);
        var plugIn = context.LoadFromAssemblyPath(path);
        var own = Patchable.In(plugIn).OfType<PatchHandle<Func<string, int, bool>>>().Single();
        var all = Hotpatch.Lookup.CallHandles.Of(own.Method, own.DelegateType, own);
        using (all.Wrap(next => next))
        using (((PatchHandle<Func<string, int, bool>>)all).PatchScoped((_, _) => true))
            Assert.That(plugIn.GetType("Fixtures.Caller")!.GetMethod("Hex")!.Invoke(null, ['z']), Is.True);

        context.Unload();
        return new WeakReference(context);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Load(string path)
    {
        var context = new AssemblyLoadContext("plug-in", isCollectible: true);
        var caller = context.LoadFromAssemblyPath(path).GetType("Fixtures.Caller")!;
        Assert.That(caller.GetMethod("Hex")!.Invoke(null, ['z']), Is.True);
        context.Unload();
        return new WeakReference(context);
    }

    private static PatchHandle Own(LoadedAssembly assembly, string name) => Patchable.In(assembly.Assembly).Single(handle => handle.Name == "Snippet!" + name);

    private object?[] Both(string method, params object?[] arguments) => [_one.Call("Caller." + method, arguments), _two.Call("Caller." + method, arguments)];
}
