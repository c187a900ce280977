using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;
using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>Loading a library of one hundred patches from its file, applying and taking them back. (It leaves memory later.)</summary>
public class LoadingLibraries
{
    // Of its own: satellites of a library lie in folders beside it, and the folder of temporary files may have thousands.
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hotpatch-benchmarks-");
    private readonly PatchLibraryOptions _options = new() { UnloadWait = TimeSpan.Zero };

    private string LibraryPath => Path.Combine(_folder.FullName, "LibraryOfPatches.dll");

    [GlobalSetup]
    public void Write()
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("LibraryOfPatches"), typeof(object).Assembly);
        var type = assembly.DefineDynamicModule("LibraryOfPatches").DefineType("Patches", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        type.SetCustomAttribute(new CustomAttributeBuilder(typeof(PatchAttribute).GetConstructor([typeof(string)])!, [typeof(LibraryTargets).FullName!]));
        for (var i = 0; i < 100; i++)
        {
            var name = "M" + i.ToString("00", CultureInfo.InvariantCulture);
            var il = type.DefineMethod(name, MethodAttributes.Public | MethodAttributes.Static, typeof(int), [typeof(int)]).GetILGenerator();
            il.Emit(OpCodes.Ldc_I4, -i);
            il.Emit(OpCodes.Ret);
        }

        type.CreateType();
        assembly.Save(LibraryPath);
        using var library = PatchLibrary.Load(LibraryPath);
        if (library.Applied.Count != 100 || LibraryTargets.M42(0) != -42)
            throw new InvalidOperationException("The library was expected to be in effect.");
    }

    [GlobalCleanup]
    public void Delete() => _folder.Delete(recursive: true);

    /// <summary>The least that loads the same methods: a load context of its own, and a delegate of each.</summary>
    [Benchmark(Baseline = true)]
    public Delegate[] LoadContextAndDelegates()
    {
        var context = new AssemblyLoadContext("LibraryOfPatches", isCollectible: true);
        using var file = File.OpenRead(LibraryPath);
        var type = context.LoadFromStream(file).GetType("Patches", throwOnError: true)!;
        Delegate[] delegates = [.. type.GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => method.CreateDelegate<Func<int, int>>())];
        context.Unload();
        return delegates;
    }

    [AtMost(Milliseconds = 20)]
    [Benchmark]
    public void HundredPatches() => PatchLibrary.Load(LibraryPath, _options).Dispose();
}
