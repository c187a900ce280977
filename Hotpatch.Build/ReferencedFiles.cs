using Hotpatch.Naming;
using Microsoft.Build.Framework;

namespace Hotpatch.Build;

/// <summary>The assemblies that a project references and copies.</summary>
internal sealed class ReferencedFiles(IEnumerable<ITaskItem> copied, ITaskItem[] references, ITaskItem[] frameworkFiles, string wovenFolder)
{
    private const string Satellite = ".resources";
    private const string ImplementationPrefix = "System.Private.";

    private static readonly string[] Extensions = [".dll", ".exe"];

    private readonly HashSet<string> _framework = new(frameworkFiles.Select(FullPath), StringComparer.OrdinalIgnoreCase);
    private readonly List<ITaskItem> _copied = [.. copied.Where(IsAssembly).GroupBy(FullPath, StringComparer.OrdinalIgnoreCase).Select(same => same.First())];

    /// <summary>The copied files of an assembly. If a package has files for several platforms, there is more than one.</summary>
    public IReadOnlyList<ITaskItem> Copied(string assembly) => [.. Candidates().Where(file => Has(file, assembly))];

    /// <summary>
    /// The files in which the weaver looks for references. Those that are copied come first, because a reference assembly lacks what is not public. Those of
    /// the framework are the reference assemblies: woven code must name the types where every version of the framework has them.
    /// </summary>
    public IReadOnlyList<string> ForResolving() => [.. Candidates().Concat(references.Where(IsAssembly)).Select(FullPath).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The message for an assembly that is not copied.</summary>
    public string WhyMissing(string assembly)
    {
        var reference = references.FirstOrDefault(file => Has(file, assembly));
        if (reference is { } found && FrameworkOf(found) is { Length: > 0 } framework)
            return OfFramework(assembly, framework);

        if (_copied.Exists(file => Has(file, assembly) && _framework.Contains(FullPath(file))))
            return OfFramework(assembly, "the shared framework");

        // The implementation has parts that no reference assembly shows. They come with the one that all programs reference.
        if (reference is null && assembly.StartsWith(ImplementationPrefix, StringComparison.OrdinalIgnoreCase)
            && references.FirstOrDefault(file => Has(file, "System.Runtime")) is { } runtime && FrameworkOf(runtime) is { Length: > 0 } holder)
        {
            return OfFramework(assembly, holder);
        }

        if (reference is not null)
        {
            return $"{WovenItem.ItemName} {assembly} has nothing to weave: the project references {assembly}, but does not copy it to its output. "
                + "Its reference may exclude the runtime assets (ExcludeAssets, Private), or have none, or the project is a library, which copies no packages. "
                + $"Put the item into the project of the program or of the tests that copies {assembly}.";
        }

        // The file's name is a likely mistake.
        var name = Extensions.Any(extension => assembly.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) ? Path.GetFileNameWithoutExtension(assembly) : assembly;
        var nearest = NearestNames.Of(name, Candidates().Select(Name));
        return $"{WovenItem.ItemName} {assembly} has nothing to weave: the project references no assembly of that name. "
            + (nearest.Count > 0 ? $"Did you mean {string.Join(" or ", nearest)}? " : string.Empty)
            + "Write the name of an assembly that a referenced package or project brings, without its extension.";
    }

    private static string OfFramework(string assembly, string framework)
        => $"{WovenItem.ItemName} {assembly} can't be woven: {assembly} is a part of {framework}, which the program does not copy but finds installed, "
            + "and which is compiled to native code. Make the calls to it patchable instead: [assembly: PatchableCalls(typeof(…))] for the project's own calls, "
            + $"or Calls=\"…\" on the {WovenItem.ItemName} whose calls you want to patch.";

    private static string FrameworkOf(ITaskItem reference)
        => reference.GetMetadata("FrameworkReferenceName") is { Length: > 0 } name ? name
            : string.Equals(reference.GetMetadata("FrameworkFile"), "true", StringComparison.OrdinalIgnoreCase) ? "the framework"
            : string.Empty;

    // A copy that an earlier target of the same build has put into the list is no input.
    private IEnumerable<ITaskItem> Candidates()
        => _copied.Where(file => !_framework.Contains(FullPath(file)) && !FullPath(file).StartsWith(Path.GetFullPath(wovenFolder), StringComparison.OrdinalIgnoreCase));

    private static bool IsAssembly(ITaskItem file)
        => Extensions.Contains(file.GetMetadata("Extension"), StringComparer.OrdinalIgnoreCase) && !Name(file).EndsWith(Satellite, StringComparison.OrdinalIgnoreCase);

    private static bool Has(ITaskItem file, string assembly) => string.Equals(Name(file), assembly, StringComparison.OrdinalIgnoreCase);

    private static string Name(ITaskItem file) => file.GetMetadata("Filename");

    private static string FullPath(ITaskItem file) => file.GetMetadata("FullPath");
}
