namespace Hotpatch.Libraries.Context;

/// <summary>The files that a library's <c>.deps.json</c> lists for this system, as paths below the library's folder.</summary>
/// <param name="Assemblies">Managed assemblies.</param>
/// <param name="Satellites">Satellite assemblies.</param>
/// <param name="Native">Native libraries.</param>
internal sealed record DependencyList(IReadOnlyList<string> Assemblies, IReadOnlyList<string> Satellites, IReadOnlyList<string> Native)
{
    /// <summary>What is added to a library's name, without its extension, to name the list's.</summary>
    public const string Extension = ".deps.json";

    /// <summary>A library that has no list.</summary>
    public static DependencyList None { get; } = new([], [], []);

    /// <summary>Whether a path ends in a file of this name.</summary>
    public static bool IsNamed(string path, string name) => string.Equals(Path.GetFileName(path), name, StringComparison.OrdinalIgnoreCase);
}
