namespace Hotpatch.Libraries.Context;

/// <summary>The files that a library's <c>.deps.json</c> lists for this operating system and processor, as paths below the library's folder.</summary>
/// <param name="Assemblies">Managed assemblies.</param>
/// <param name="Satellites">Satellite assemblies.</param>
/// <param name="Native">Native libraries.</param>
internal sealed record DependencyList(IReadOnlyList<string> Assemblies, IReadOnlyList<string> Satellites, IReadOnlyList<string> Native)
{
    /// <summary>The extension that takes the place of the library's.</summary>
    public const string Extension = ".deps.json";

    /// <summary>Gets an empty list, for a library without a file of this kind.</summary>
    public static DependencyList None { get; } = new([], [], []);

    /// <summary>Returns whether a path ends in this file name.</summary>
    public static bool IsNamed(string path, string name) => string.Equals(Path.GetFileName(path), name, StringComparison.OrdinalIgnoreCase);
}
