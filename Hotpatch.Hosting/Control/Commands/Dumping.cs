using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;
using Hotpatch.Hosting.Control.Protocol;
using Hotpatch.Hosting.Control.Values;

namespace Hotpatch.Hosting.Control.Commands;

/// <summary>Describes all that is known of the process.</summary>
internal static class Dumping
{
    private const int Depth = 2;

    public static DumpDescription Describe(ProcessDescription process, RecordedCalls recorded, Secrets secrets)
        => new(
            process,
            DateTimeOffset.Now,
            $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}",
            MethodSearch.All(null).Count,
            [.. Patchable.Report().Methods.Where(method => method.Entries.Count > 0).Select(method => Describing.Of(method.Handle))],
            [.. PatchLibrary.All.OrderBy(library => library.Name, StringComparer.Ordinal).Select(Of)],
            [.. recorded.All.Select(call => Recording.Describe(call.Number, call.Call, Depth, secrets))],
            [.. Loaded()]);

    /// <summary>Returns the assemblies that are loaded, and those that the process could load by their names.</summary>
    public static IReadOnlyList<AssemblyDescription> Assemblies()
    {
        var loaded = Loaded().ToArray();
        var known = loaded.Select(assembly => assembly.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var others = ((AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string)?.Split(Path.PathSeparator) ?? [])
            .Select(path => new AssemblyDescription(Path.GetFileNameWithoutExtension(path), null, path, IsWoven: false))
            .Where(assembly => known.Add(assembly.Name));
        return [.. loaded, .. others];
    }

    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "An assembly without a file has no path to show.")]
    private static IEnumerable<AssemblyDescription> Loaded()
    {
        var woven = MethodSearch.All(null).Select(handle => handle.Method.Module.Assembly).ToHashSet();
        return AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => !assembly.IsDynamic)
            .Select(assembly => new AssemblyDescription(
                assembly.GetName().Name ?? string.Empty,
                assembly.GetName().Version?.ToString(),
                assembly.Location is { Length: > 0 } path ? path : null,
                woven.Contains(assembly)))
            .OrderBy(assembly => assembly.Name, StringComparer.Ordinal);
    }

    private static LibraryDescription Of(PatchLibrary library)
        => new(
            library.Name,
            library.Version?.ToString(),
            library.Path,
            library.Share,
            library.Guard?.Faults,
            [.. library.Applied.Select(patch => new LibraryPatchDescription(patch.Target, patch.Method, patch.IsLayer))],
            [.. library.Skipped.Select(skipped => $"{skipped.Method}: {skipped.Reason}")]);
}
