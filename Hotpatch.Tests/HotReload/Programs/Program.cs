using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Threading.Tasks;
using Hotpatch;

/// <summary>Applies an update to itself, as dotnet watch does, and writes what its methods, handles and patches do before and after.</summary>
public static class Program
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    public static async Task Main(string[] arguments)
    {
        if (arguments is ["list", var other])
        {
            List(Assembly.LoadFrom(other));
            return;
        }

        var assembly = typeof(Program).Assembly;
        var before = Patchable.For<Func<string, string>>(typeof(Methods), nameof(Methods.WithGate));
        before.Patch(end => "patched");
        await Show("before");
        await Apply(assembly, arguments[0]);
        await Show("after");
        before.Restore();

        Attempt("Patch", () => Patchable.For(Methods.Static).Patch(end => "patched"));
        Attempt("Patch with a gate", () => before.Patch(end => "patched"));
        Attempt("Wrap", () => Patchable.For(Methods.Static).Wrap(next => next));
        Attempt("Observe", () => Patchable.For(Methods.Static).Observe(call => { }));
        Attempt("PatchFlow", () => Patchable.For(Methods.Static).PatchFlow(end => "patched"));
        Attempt("PatchSet", () => new PatchSet().Add(Patchable.For(Methods.Static), end => "patched").Apply());
        Attempt("all instantiations, none in use", () => Patchable.ForAll(typeof(Methods.OfGeneric<>), "Unused").Patch((handle, types) => null));
        Attempt("PatchFlow of all instantiations", () => Patchable.ForAll(typeof(Methods.OfGeneric<>), "Unused").PatchFlow((handle, types) => null));
        Attempt("generic", () => Patchable.For<Func<string, string>>(Methods.Generic).Patch(end => "patched"));
        Attempt("kept", () => Patchable.For(Methods.Kept).Patch(end => "patched"));
        Console.WriteLine("original: " + Patchable.For(Methods.Static).Original("."));
        Console.WriteLine("calls: " + Methods.Static(".") + " " + Methods.Kept("."));
    }

    private static void List(Assembly assembly)
    {
        Console.WriteLine(Patchable.In(assembly).Count + Patchable.GenericIn(assembly).Count);
        foreach (var name in Patchable.In(assembly).Where(handle => handle.IsReplacedByHotReload).Select(handle => handle.Name)
            .Concat(Patchable.GenericIn(assembly).Where(handle => handle.IsReplacedByHotReload).Select(handle => handle.Name)))
            Console.WriteLine(name);
    }

    private static async Task Show(string when)
    {
        var handles = Patchable.In(typeof(Program).Assembly);
        Console.WriteLine($"{when}: {string.Join(' ', new[]
        {
            new Methods(".").Field, new Methods(".").Property, Methods.Static("."), new Methods(".").Instance("."), Methods.WithLambda("."),
            await Methods.Asynchronous("."), Methods.Iterator(".").Single(), Methods.Generic("."), Methods.WithGate("."), Methods.Kept("."),
            Methods.NotPatchable("."), new Methods.OfGeneric<string>().Get("."),
        })}");
        Console.WriteLine($"{when}, replaced: {string.Join(' ', handles.Where(handle => handle.IsReplacedByHotReload).Select(handle => handle.Method.Name)
            .Concat(Patchable.GenericIn(typeof(Program).Assembly).Where(handle => handle.IsReplacedByHotReload).Select(handle => handle.Method.Name)).Distinct().Order(StringComparer.Ordinal))}");
    }

    private static async Task Apply(Assembly assembly, string update)
    {
        try
        {
            MetadataUpdater.ApplyUpdate(assembly, Read("metadata"), Read("il"), Read("pdb"));
        }
        catch (InvalidOperationException exception)
        {
            Console.WriteLine("refused: " + exception.Message);
            return;
        }

        // The tool may name a type again after a later update. What the users know is not said twice.
        for (var i = 0; i < 2; i++)
            await TellHandlers(assembly, update);

        byte[] Read(string part) => File.ReadAllBytes($"{update}.{part}");
    }

    private static async Task TellHandlers(Assembly assembly, string update)
    {
        var types = (await File.ReadAllLinesAsync(update + ".types")).Select(token => assembly.ManifestModule.ResolveType(int.Parse(token))).ToArray();
        foreach (var handler in AppDomain.CurrentDomain.GetAssemblies().SelectMany(loaded => loaded.GetCustomAttributes<MetadataUpdateHandlerAttribute>()))
            handler.HandlerType.GetMethod("UpdateApplication", Any, [typeof(Type[])])?.Invoke(null, [types]);
    }

    private static void Attempt(string what, Action add)
    {
        try
        {
            add();
            Console.WriteLine(what + ": done");
        }
        catch (PatchException exception)
        {
            Console.WriteLine($"{what}: {exception.GetType().Name} {exception.Message}");
        }
    }
}
