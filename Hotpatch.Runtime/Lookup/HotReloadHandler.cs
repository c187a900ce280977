#if NET
using System.Reflection.Metadata;
using Hotpatch.Handles;
using Hotpatch.Lookup;

[assembly: MetadataUpdateHandler(typeof(HotReloadHandler))]

namespace Hotpatch.Lookup;

/// <summary>Warns of patchable methods that Hot Reload has replaced. The tool that applied an update calls it, by the name of its method.</summary>
internal static class HotReloadHandler
{
    // Under a lock. An update names all types of a file, also those whose methods an earlier one has replaced.
    private static readonly HashSet<string> Warned = new(StringComparer.Ordinal);

    /// <summary>Looks for replaced methods after an update.</summary>
    /// <param name="types">The types that have changed; null if the tool doesn't know them.</param>
    public static void UpdateApplication(Type[]? types)
    {
        var names = new List<string>();
        foreach (var woven in WovenAssembly.Loaded)
            Collect(woven.Types, types, names);

        lock (Warned)
            names.RemoveAll(name => !Warned.Add(name));

        // The console is where dotnet watch says what it did.
        if (names.Count > 0)
            Unheard.Report(HotReload.Message(string.Join(", ", names)));
    }

    private static void Collect(IReadOnlyList<WovenType> woven, Type[]? types, List<string> names)
    {
        foreach (var type in woven)
        {
            Collect(type.Nested, types, names);
            if (types is not null && Array.IndexOf(types, type.Type) < 0)
                continue;

            foreach (var handle in type.Handles)
                Note(handle.IsReplacedByHotReload, handle.Name, names);

            foreach (var generic in type.Generics)
            {
                foreach (var method in generic.Methods)
                    Note(method.IsReplacedByHotReload, method.Name, names);
            }
        }
    }

    private static void Note(bool isReplaced, string name, List<string> names)
    {
        if (isReplaced)
            names.Add(name);
    }
}
#endif
