using System.Reflection;
using System.Runtime.Loader;

namespace Hotpatch.Tests.Support;

/// <summary>A loaded assembly in a load context of its own, sharing Hotpatch.Runtime with the tests; its members by name.</summary>
internal sealed class LoadedAssembly
{
    private static readonly Dictionary<string, LoadedAssembly> WovenFixtures = [];
    private static readonly TempFolder Folder = new();

    private LoadedAssembly(string path)
    {
        Path = path;
        Assembly = new AssemblyLoadContext(System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(path))).LoadFromAssemblyPath(path);
    }

    public string Path { get; }

    public Assembly Assembly { get; }

    public static LoadedAssembly Load(string path) => new(path);

    /// <summary>The woven fixture; woven and loaded once for each configuration.</summary>
    public static LoadedAssembly WovenFixture(string configuration)
    {
        lock (WovenFixtures)
        {
            if (!WovenFixtures.TryGetValue(configuration, out var woven))
            {
                var output = Folder.PathOf(configuration, FixtureAssembly.Name + ".dll");
                WeaverRun.Succeed(FixtureAssembly.PathOf(configuration), output, ReferenceList.OfFixture(configuration));
                WovenFixtures[configuration] = woven = new LoadedAssembly(output);
            }

            return woven;
        }
    }

    /// <summary>Loads a further assembly into the same context, where it finds this one; the same one every time.</summary>
    public Assembly LoadBeside(string path) => AssemblyLoadContext.GetLoadContext(Assembly)!.LoadFromAssemblyPath(path);

    /// <summary>Deletes what <see cref="WovenFixture"/> has woven; for the end of all tests.</summary>
    public static void CleanUp() => Folder.Dispose();

    /// <summary>A type of the namespace Fixtures; nested types with +.</summary>
    public Type Type(string name) => Assembly.GetType("Fixtures." + name, throwOnError: true)!;

    public object New(string type, params object?[] arguments) => Activator.CreateInstance(Type(type), arguments)!;

    /// <summary>Calls a static method: <c>Call("Calculator.Add", 1, 2)</c>.</summary>
    public object? Call(string method, params object?[] arguments)
    {
        var dot = method.LastIndexOf('.');
        return Invoke(Type(method[..dot]), method[(dot + 1)..], target: null, arguments);
    }

    /// <summary>Calls an instance method.</summary>
    public static object? CallOn(object target, string method, params object?[] arguments) => Invoke(target.GetType(), method, target, arguments);

    /// <summary>The handle of a method, which must be the only one of its name.</summary>
    public PatchHandle Handle(string method)
        => Patchable.In(Assembly).Single(handle => handle.Name.StartsWith($"Fixtures.{method}(", StringComparison.Ordinal));

    private static object? Invoke(Type type, string method, object? target, object?[] arguments)
        => type.InvokeMember(
            method,
            BindingFlags.InvokeMethod | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance
                | BindingFlags.FlattenHierarchy | BindingFlags.DoNotWrapExceptions,
            binder: null,
            target,
            arguments,
            System.Globalization.CultureInfo.InvariantCulture);
}
