using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace Hotpatch.Build;

/// <summary>
/// Weaves copies of referenced assemblies for one project, and returns the files to copy in their place. A copy that is up to date is not woven again.
/// </summary>
public sealed class WeaveReferences : Task
{
    /// <summary>The HotpatchReference items of the project.</summary>
    [Required]
    public ITaskItem[] Items { get; set; } = [];

    /// <summary>The files that the build copies to the output folder: ReferenceCopyLocalPaths.</summary>
    public ITaskItem[] CopiedFiles { get; set; } = [];

    /// <summary>The files of packages that the build or publishing copies. The SDK keeps them in a list of its own.</summary>
    public ITaskItem[] PackageFiles { get; set; } = [];

    /// <summary>The files that the compiler references: ReferencePath.</summary>
    public ITaskItem[] References { get; set; } = [];

    /// <summary>The files of the shared framework that a self-contained program takes along: RuntimePackAsset.</summary>
    public ITaskItem[] FrameworkFiles { get; set; } = [];

    /// <summary>The assembly that the compiler wrote, whose [assembly: PatchableCalls] count for the copies too.</summary>
    public string? ProjectAssembly { get; set; }

    /// <summary>The project, for messages.</summary>
    [Required]
    public string ProjectFile { get; set; } = string.Empty;

    /// <summary>The folder for the woven copies.</summary>
    [Required]
    public string Folder { get; set; } = string.Empty;

    /// <summary>The files that are not to be copied.</summary>
    [Output]
    public ITaskItem[] PlainFiles { get; private set; } = [];

    /// <summary>The files to copy in place of those among <see cref="CopiedFiles"/>.</summary>
    [Output]
    public ITaskItem[] WovenCopiedFiles { get; private set; } = [];

    /// <summary>The files to copy in place of those among <see cref="PackageFiles"/>.</summary>
    [Output]
    public ITaskItem[] WovenPackageFiles { get; private set; } = [];

    /// <summary>The files in <see cref="Folder"/>, for the list of files that cleaning deletes.</summary>
    [Output]
    public ITaskItem[] WrittenFiles { get; private set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        var log = new ItemLog(Log, ProjectFile);
        var files = new ReferencedFiles(CopiedFiles, References, FrameworkFiles, Folder);
        var copies = new WovenCopies(Folder, files.ForResolving(), ProjectCalls.Of(ProjectAssembly), log);
        foreach (var item in WovenItem.Read(Items, ProjectFile, log))
        {
            var inputs = files.Copied(item.Name);
            if (inputs.Count == 0)
                log.Error(item, Fody.Diagnostics.ErrorCode.WovenReferenceMissing, files.WhyMissing(item.Name));

            foreach (var input in inputs)
                copies.Add(item, input);
        }

        if (Log.HasLoggedErrors)
            return false;

        PlainFiles = [.. CopiedFiles.Concat(PackageFiles).Where(copies.Replaces)];
        WovenCopiedFiles = [.. copies.InPlaceOf(CopiedFiles)];
        WovenPackageFiles = [.. copies.InPlaceOf(PackageFiles)];
        WrittenFiles = [.. copies.Files];
        return true;
    }
}
