using Hotpatch.Naming;

namespace Hotpatch.Libraries.Binding;

/// <summary>The range of versions of a target's assembly that a patch is for. Includes both ends.</summary>
internal sealed class VersionRange
{
    private readonly Version? _lowest;
    private readonly Version? _highest;

    private VersionRange(Version? lowest, Version? highest) => (_lowest, _highest) = (lowest, highest);

    public static VersionRange All { get; } = new(null, null);

    /// <summary>Parses both ends; null, with a problem, if one of them is malformed or they are in the wrong order.</summary>
    public static VersionRange? TryParse(string? lowest, string? highest, out string? problem)
    {
        problem = null;
        if (!TargetVersion.TryParse(lowest, out var from))
            problem = Bad(nameof(LibraryPatchAttribute.MinTargetVersion), lowest!);
        else if (!TargetVersion.TryParse(highest, out var to))
            problem = Bad(nameof(LibraryPatchAttribute.MaxTargetVersion), highest!);
        else if (from is not null && to is not null && from > to)
            problem = $"a {nameof(LibraryPatchAttribute.MinTargetVersion)} that is not above {nameof(LibraryPatchAttribute.MaxTargetVersion)} was expected, but {from} and {to} were found";
        else
            return from is null && to is null ? All : new VersionRange(from, to);

        return null;
    }

    public bool Has(Version? version)
    {
        var whole = TargetVersion.Whole(version ?? new Version());
        return (_lowest is null || whole >= _lowest) && (_highest is null || whole <= _highest);
    }

    public override string ToString()
        => (_lowest, _highest) switch
        {
            (null, null) => "any version",
            (null, _) => $"version {_highest} or lower",
            (_, null) => $"version {_lowest} or higher",
            _ => $"version {_lowest} to {_highest}",
        };

    private static string Bad(string name, string text) => $"a version such as 1.2 was expected as {name}, but '{text}' was found";
}
