using System.Diagnostics.CodeAnalysis;
using Hotpatch;

[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "That they cannot work is what is tested.")]
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "That they cannot work is what is tested.")]
internal static class Refusals
{
    public static async Task Check()
    {
        if (!System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported)
            await CheckLibraries();

        try
        {
            Off.Patches.Twice.Patch(value => value);
        }
        catch (NotWovenException exception) when (exception.Message.StartsWith("Off.Twice(System.Int32): ") && exception.Message.Contains("<Hotpatch>false</Hotpatch>"))
        {
            return;
        }

        throw new InvalidOperationException("An exception was expected that names the method and the property.");
    }

    private static async Task CheckLibraries()
    {
        using var bytes = new MemoryStream([1, 2, 3]);
        var trust = PatchTrust.Anyone;
        Expect(() => PatchLibrary.Load("Fix.dll"), "Fix.dll");
        Expect(() => PatchLibrary.Load(bytes), "The patch library");
        Expect(() => PatchLibrary.TryLoad("Fix.dll", out _), "Fix.dll");
        Expect(() => PatchLibrary.ForceLoad("Fix.dll"), "Fix.dll");
        Expect(() => Parser.Patches.Async.PatchFromLibrary("Fix.dll"), "Fix.dll");
        Expect(() => Parser.Patches.Async.TryPatchFromLibrary("Fix.dll", out _), "Fix.dll");
        Expect(() => Parser.Patches.Async.ForcePatchFromLibrary("Fix.dll"), "Fix.dll");
        Expect(() => PatchDirectory.Watch(".", trust), ".");
        await ExpectAsync(() => PatchLibrary.LoadAsync("Fix.dll"));
        await ExpectAsync(() => PatchLibrary.LoadAsync(bytes));
    }

    private static void Expect(Action load, string name)
    {
        try
        {
            load();
        }
        catch (PatchLibraryException exception) when (exception.Message.StartsWith(name + ": a program with a JIT was expected"))
        {
            return;
        }

        throw new InvalidOperationException($"An exception was expected that tells of the JIT and begins with {name}.");
    }

    private static async Task ExpectAsync(Func<Task> load)
    {
        try
        {
            await load();
        }
        catch (PatchLibraryException exception) when (exception.Message.Contains("a program with a JIT was expected"))
        {
            return;
        }

        throw new InvalidOperationException("An exception was expected that tells of the JIT.");
    }
}
