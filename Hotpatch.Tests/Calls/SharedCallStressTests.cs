using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Calls;

/// <summary>The handles of one assembly's calls and of all assemblies' calls change at the same time, while calls run and assemblies are loaded.</summary>
public class SharedCallStressTests
{
    private const int Changes = 2_000;

    private const string Source =
        """
        using System.IO;
        using Hotpatch;

        [assembly: PatchableCalls(typeof(Path), "GetDirectoryName")]

        namespace Fixtures;

        public static class Caller
        {
            public static string? Folder() => Path.GetDirectoryName("/a/b");
        }
        """;

    [Test]
    public void Each_call_runs_something_that_was_in_force_and_nothing_is_left()
    {
        var assemblies = new[] { WovenSource.Load(Source, "Release"), WovenSource.Load(Source, "Debug") };
        var calls = assemblies.Select(assembly => (Func<string?>)Delegate.CreateDelegate(typeof(Func<string?>), assembly.Type("Caller").GetMethod("Folder")!)).ToArray();
        var all = Patchable.Calls<Func<string, string?>>(typeof(Path), nameof(Path.GetDirectoryName));
        var own = Patchable.In(assemblies[0].Assembly).OfType<PatchHandle<Func<string, string?>>>().Single();
        var isDone = false;
        var strange = new System.Collections.Concurrent.ConcurrentBag<string?>();
        var callers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            while (!Volatile.Read(ref isDone))
            {
                foreach (var result in new[] { calls[0](), calls[1]() }.Where(result => result is not ("/a" or "all" or "own" or "own all" or "own /a" or "all /a" or "own all /a")))
                    strange.Add(result);

                if (calls[1]() is { } other && other.StartsWith("own", StringComparison.Ordinal))
                    strange.Add(other);
            }
        })).ToArray();
        var changers = new[]
        {
            Task.Run(() => Change(() => all.PatchScoped(_ => "all"), () => all.Wrap(next => path => "all " + next(path)))),
            Task.Run(() => Change(() => own.PatchScoped(_ => "own"), () => own.Wrap(next => path => "own " + next(path)))),
            Task.Run(() => Change(() => new PatchSet().AddFlow(all, _ => "flow").AddFlow(own, _ => "flow"))),
        };
        Task.WaitAll(changers);
        var later = WovenSource.Load(Source, "Release");
        Volatile.Write(ref isDone, true);
        Task.WaitAll(callers);
        Assert.That(strange, Is.Empty);
        Assert.That(calls.Select(call => call()).Append(later.Call("Caller.Folder")), Has.All.EqualTo("/a"));
        Assert.That(all.IsPatched || own.IsPatched, Is.False);
    }

    private static void Change(params Func<IDisposable>[] begins)
    {
        for (var i = 0; i < Changes; i++)
        {
            using var change = begins[i % begins.Length]();
            if (change is PatchSet set)
                set.Apply();
        }
    }
}
