#nullable enable
using Hotpatch;

[assembly: PatchableCalls(typeof(DateTime), nameof(DateTime.UtcNow), nameof(DateTime.AddDays), ".ctor")]
[assembly: PatchableCalls(typeof(Version), ".ctor", "TryParse")]
[assembly: PatchableCalls(typeof(Activator), "CreateInstance")]
[assembly: PatchableCalls(typeof(Type), "GetMethod")]
[assembly: PatchableCalls(typeof(Queue<>), "Enqueue", "Count")]
[assembly: PatchableCalls(typeof(IComparable<>), "CompareTo")]
[assembly: PatchableCalls(typeof(Task), "FromResult")]

/// <summary>Calls into the framework, without a JIT.</summary>
internal static class FrameworkCalls
{
    public static async Task Check(Action<string, int, int> expect)
    {
        expect("unpatched", 2024, new DateTime(2024, 1, 1).AddDays(1).Year);
        using (DateTime.Patches.get_UtcNow.PatchFlow(() => new DateTime(2001, 1, 1)))
            expect("static property, flow", 2001, DateTime.UtcNow.Year);

        using (DateTime.Patches.AddDays.PatchFlow((ref DateTime self, double days) => self.AddYears((int)days)))
            expect("struct, flow", 2026, new DateTime(2024, 1, 1).AddDays(2).Year);

        using (Version.Patches.Constructor_Int32_Int32.PatchScoped((major, minor) => Version.Patches.Constructor_Int32_Int32.Original(minor, major)))
            expect("constructor", 2, new Version(1, 2).Major);

        using (Version.Patches.TryParse_String_OutVersion.PatchFlow((string? text, out Version? version) => { version = new Version(7, 7); return true; }))
            expect("out", 7, Version.TryParse("x", out var version) ? version.Major : 0);

        using (Activator.Patches.CreateInstance<List<int>>().PatchScoped(() => [1, 2, 3]))
            expect("generic method", 3, Activator.CreateInstance<List<int>>().Count);

        using (Queue<Guid>.Patches.Enqueue.PatchFlow((queue, item) => { }))
        {
            var queue = new Queue<Guid>();
            queue.Enqueue(Guid.Empty);
            expect("generic type", 0, queue.Count);
        }

        using (IComparable<int>.Patches.CompareTo.PatchScoped((self, other) => 42))
            expect("constrained", 42, Compare(1, 2));

        Func<string, Version?> parse = text => Version.TryParse(text, out var found) ? found : null;
        Func<double, DateTime> later = new DateTime(2024, 1, 1).AddDays;
        expect("delegates", 2025, later(366).Year + (parse("1.2")!.Major - 1));
        expect("annotated", 1, typeof(FrameworkCalls).GetMethod(nameof(Kept)) is null ? 0 : 1);

        var all = Patchable.Calls<Func<DateTime>>(typeof(DateTime), nameof(DateTime.UtcNow));
        using (all.PatchFlow(() => new DateTime(1999, 1, 1)))
        using (all.Canary(1, () => new DateTime(1998, 1, 1)))
            expect("all assemblies", 1999, DateTime.UtcNow.Year);

        var seen = 0;
        using (Task.Patches.FromResult<int>().Observe(_ => seen++))
            expect("task", 5, await Task.FromResult(5));

        expect("observed", 1, seen);
        expect("handles", 1, Patchable.In(typeof(FrameworkCalls).Assembly).Any(handle => handle.IsOfCalls && handle.Name.EndsWith("!System.DateTime.get_UtcNow()", StringComparison.Ordinal)) ? 1 : 0);
    }

    public static int Kept() => 1;

    private static int Compare<T>(T left, T right)
        where T : IComparable<T>
        => left.CompareTo(right);
}
