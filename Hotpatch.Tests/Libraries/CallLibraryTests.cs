using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Libraries;

/// <summary>Tests of patch libraries for the calls that two woven assemblies make. After each, no calls are patched.</summary>
public abstract class CallLibraryTests : LibraryTests
{
    private const string Source =
        """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using Hotpatch;

        [assembly: System.Reflection.AssemblyVersion("3.2")]
        [assembly: PatchableCalls(typeof(Path), "GetTempPath")]
        [assembly: PatchableCalls(typeof(Version))]
        [assembly: PatchableCalls(typeof(TimeSpan), "Days")]
        [assembly: PatchableCalls(typeof(Queue<>))]
        [assembly: PatchableCalls(typeof(Array), "Empty")]

        namespace Fixtures;

        public static class Caller
        {
            public static string Temp() => Path.GetTempPath();
            public static int Major() => new Version(1, 2, 3).Major;
            public static int Minor() => new Version(1, 2, 3).Minor;
            public static string Make() => new Version(1, 2).ToString();
            public static int Days() => TimeSpan.FromHours(49).Days;
            public static string? Parse() => Version.TryParse("1.2", out var version) ? version.ToString() : null;
            public static int Enqueue() { var queue = new Queue<string>(); queue.Enqueue("a"); return queue.Count; }
            public static int[] Empty() => Array.Empty<int>();
        }
        """;

    private static readonly TempFolder Callers = new();

    private protected static LoadedAssembly One { get; } = Weave("CallerOne");

    private protected static LoadedAssembly Two { get; } = Weave("CallerTwo");

    /// <summary>Any assembly may be patched, since calls of all assemblies are; nobody looks whether each library is gone.</summary>
    private protected static PatchLibraryOptions Unloading { get; } = new() { UnloadWait = TimeSpan.Zero };

    [TearDown]
    public void No_calls_are_patched()
    {
        var patched = Patchable.In(One.Assembly).Concat(Patchable.In(Two.Assembly)).Where(handle => handle.IsPatched).Select(handle => handle.Name).ToArray();
        Assert.That(patched, Is.Empty);
    }

    private protected string CompileCalls(string members) => Compile($"using System.IO; public static class P {{ {members} }}", knowsFixture: false);

    private protected static object? Call(LoadedAssembly caller, string method) => caller.Call("Caller." + method);

    private protected static PatchHandle Handle(LoadedAssembly caller, string called)
        => Patchable.In(caller.Assembly).Single(handle => handle.Name.EndsWith("!" + called, StringComparison.Ordinal));

    private static LoadedAssembly Weave(string name)
    {
        var references = ReferenceList.OfFixture("Release");
        var plain = Compiled.ToFolder(Callers.PathOf(name, "plain"), Source, name, references);
        return LoadedAssembly.Load(WeaverRun.Succeed(plain, Callers.PathOf(name, "woven", name + ".dll"), references).Output);
    }
}
