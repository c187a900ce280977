#nullable enable
using Hotpatch;
using Plain;

/// <summary>Methods of a project that is not woven itself, by name, without a JIT.</summary>
internal static class References
{
    public static void Check(Action<string, int, int> expect)
    {
        var meter = new Meter(1);
        using (Meter.Patches.Add.PatchScoped((ref Meter self, int value) => { self = new Meter(value * 10); }))
            meter.Add(4);
        expect("struct of a reference", 40, meter.Value);

        using (Reader.Patches.TryRead.PatchScoped((string text, out int value) => { value = text.Length; return true; }))
            expect("out of a reference", 3, Reader.TryRead("abc", out var read) ? read : 0);

        using (Reader.Patches.Longest.PatchScoped((in ReadOnlySpan<char> one, ReadOnlySpan<char> other) => one.Length + 100))
            expect("spans of a reference", 103, Reader.Longest("abc", "a"));

        using (Reader.Patches.Twice.Canary(1, value => value * 3))
            expect("canary of a reference", 9, Reader.Twice(3));
    }
}
