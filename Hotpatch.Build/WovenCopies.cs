using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Hotpatch.Build;

/// <summary>The woven copies of a project, by the file that they replace.</summary>
internal sealed class WovenCopies(string folder, IReadOnlyList<string> references, IReadOnlyList<string> projectCalls, ItemLog log)
{
    private const string Symbols = ".pdb";

    private readonly Dictionary<string, WovenCopy> _copies = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every file that the copies consist of.</summary>
    public IEnumerable<ITaskItem> Files => _copies.Values.SelectMany(copy => copy.Files).Select(file => new TaskItem(file));

    /// <summary>Weaves the copy of a file, unless it is up to date. Logs an error if that fails.</summary>
    public void Add(WovenItem item, ITaskItem file)
    {
        var input = FullPath(file);
        var copy = new WovenCopy(item, input, OutputFor(file), log);
        _copies[input] = copy;
        copy.BringUpToDate(references, projectCalls);
    }

    /// <summary>Whether the file, an assembly or its symbols, is replaced by a copy.</summary>
    public bool Replaces(ITaskItem file) => _copies.ContainsKey(AssemblyOf(file));

    /// <summary>Returns the copies for those of the files that are replaced.</summary>
    public IEnumerable<ITaskItem> InPlaceOf(ITaskItem[] files)
    {
        foreach (var file in files)
        {
            if (IsSymbols(file) || !_copies.TryGetValue(FullPath(file), out var copy))
                continue;

            // The SDK knows from its own lists which assemblies it may trim and compile to native code. Others say it themselves.
            yield return With(file, copy.Assembly, ("PostprocessAssembly", "true"));
            if (copy.HasSymbols)
            {
                yield return With(
                    file, copy.Symbols, ("AssetType", string.Empty), ("DestinationSubPath", Path.ChangeExtension(file.GetMetadata("DestinationSubPath"), Symbols)));
            }
        }
    }

    // Files of one name lie in several folders of the output: for a platform each, for example.
    private string OutputFor(ITaskItem file)
    {
        var output = Path.GetFullPath(Path.Combine(folder, file.GetMetadata("DestinationSubDirectory"), Path.GetFileName(FullPath(file))));
        for (var number = 2; _copies.Values.Any(copy => string.Equals(copy.Assembly, output, StringComparison.OrdinalIgnoreCase)); number++)
            output = Path.GetFullPath(Path.Combine(folder, $"{number}", Path.GetFileName(FullPath(file))));

        return output;
    }

    private static TaskItem With(ITaskItem file, string path, params (string Name, string Value)[] metadata)
    {
        var copy = new TaskItem(file) { ItemSpec = path };
        foreach (var (name, value) in metadata)
        {
            if (value.Length > 0)
                copy.SetMetadata(name, value);
            else
                copy.RemoveMetadata(name);
        }

        return copy;
    }

    private static bool IsSymbols(ITaskItem file) => string.Equals(file.GetMetadata("Extension"), Symbols, StringComparison.OrdinalIgnoreCase);

    private string AssemblyOf(ITaskItem file)
    {
        var path = FullPath(file);
        if (!IsSymbols(file))
            return path;

        var library = Path.ChangeExtension(path, ".dll");
        return _copies.ContainsKey(library) ? library : Path.ChangeExtension(path, ".exe");
    }

    private static string FullPath(ITaskItem file) => file.GetMetadata("FullPath");
}
