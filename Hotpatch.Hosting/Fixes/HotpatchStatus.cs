using Hotpatch.Hosting.Fixes;

namespace Hotpatch;

/// <summary>The state of Hotpatch in this host: the applied and the refused patch libraries. A service of the host's container.</summary>
/// <remarks>Thread safe. Each property is a snapshot.</remarks>
/// <example>
/// <code>
/// app.MapGet("/patches", (HotpatchStatus hotpatch) => hotpatch.Libraries.Select(library => library.Name));
/// </code>
/// </example>
public sealed class HotpatchStatus
{
    private readonly FixFolder _folder;
    private readonly FiredGuards _guards;

    internal HotpatchStatus(FixFolder folder, FiredGuards guards) => (_folder, _guards) = (folder, guards);

    /// <summary>Gets the full path of the folder that is watched; null for none.</summary>
    public string? Folder => _folder.Directory?.Folder;

    /// <summary>Gets the libraries of the folder that are applied, in the order of their file names.</summary>
    public IReadOnlyList<PatchLibrary> Libraries => _folder.Directory?.Libraries ?? [];

    /// <summary>Gets the files that are not applied as they lie in the folder: the reason by full path.</summary>
    public IReadOnlyDictionary<string, string> Refused => _folder.Directory?.Failures ?? new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Gets the libraries that were removed because they threw too many exceptions, until their files change: what their guards have counted, by full path.
    /// </summary>
    public IReadOnlyDictionary<string, string> Faulty => _guards.Texts;
}
