using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Libraries;

/// <summary>Tests of patch libraries that are compiled here, against the woven fixture. After each, nothing is patched, and in the end no library is left.</summary>
public abstract class LibraryTests
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Hotpatch; using Fixtures;\n";
    private readonly TempFolder _folder = new();
    private int _compiled;

    static LibraryTests() => LibraryContexts.Watch();

    private protected static LoadedAssembly Fixture { get; } = LoadedAssembly.WovenFixture("Release");

    /// <summary>The fixture is loaded in both configurations, under one name. Nobody looks whether each library is gone, but at all in the end.</summary>
    private protected static PatchLibraryOptions Options { get; } = new() { Targets = [Fixture.Assembly], UnloadWait = TimeSpan.Zero };

    /// <summary>As <see cref="Options"/>, and waits until a library that is taken back is gone.</summary>
    private protected static PatchLibraryOptions Patient { get; } = new() { Targets = [Fixture.Assembly] };

    private protected static PatchHandle<Func<int, int, int>> Add => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Calculator.Add");

    private protected static PatchHandle<Func<int, int, int>> Drained => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Gated.Add");

    private protected static PatchHandle<Func<int, int, int>> Exclusive => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Gated.Subtract");

    private protected static PatchHandle<Action<Action>> Run => (PatchHandle<Action<Action>>)Fixture.Handle("Gated.Run");

    [TearDown]
    public void Nothing_is_left()
    {
        var patched = Patchable.In(Fixture.Assembly).Where(handle => handle.IsPatched).Select(handle => handle.Name)
            .Concat(Patchable.GenericIn(Fixture.Assembly).Where(handle => handle.IsPatched).Select(handle => handle.Name)).ToArray();
        foreach (var handle in Patchable.GenericIn(Fixture.Assembly))
            handle.Restore();

        foreach (var handle in Patchable.In(Fixture.Assembly))
            handle.Restore();

        // A test that failed halfway is not to fail the others.
        foreach (var library in PatchLibrary.All)
            library.Dispose();

        Assert.That(patched, Is.Empty);
    }

    // Once for all: a collection takes long in a process as large as that of all tests.
    [OneTimeTearDown]
    public void No_library_is_left()
    {
        _folder.Dispose();
        var left = LibraryContexts.Left();
        LibraryContexts.Forget();
        Assert.That(left, Is.Zero);
    }

    /// <summary>Compiles a library against the woven fixture.</summary>
    private protected string Compile(string source, string name = "Fix", string[]? references = null, bool knowsFixture = true)
    {
        var list = ReferenceList.OfFixture("Release").With([typeof(PatchLibrary).Assembly.Location, .. references ?? []]);
        var usings = knowsFixture ? Usings : Usings.Replace(" using Fixtures;", "", StringComparison.Ordinal);
        return Compiled.ToFolder(
            PathOf(Interlocked.Increment(ref _compiled).ToString(System.Globalization.CultureInfo.InvariantCulture)),
            usings + source, name, knowsFixture ? list.With(Fixture.Path) : list);
    }

    private protected string PathOf(params string[] parts) => _folder.PathOf(parts);

    /// <summary>A library whose class-level attribute names the calculator.</summary>
    private protected string CompileCalculator(string members, string name = "Fix")
        => Compile($"[Patch(typeof(Calculator))] public static class Patches {{ {members} }}", name);

    private protected static int CallAdd(int a, int b) => (int)Fixture.Call("Calculator.Add", a, b)!;
}
