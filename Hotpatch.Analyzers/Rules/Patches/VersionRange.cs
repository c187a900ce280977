using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>The versions of the target's assembly that a patch is for.</summary>
internal sealed class VersionRange
{
    private readonly Version? _min;
    private readonly Version? _max;

    private VersionRange(Version? min, Version? max) => (_min, _max) = (min, max);

    /// <summary>Reads the range of a patch; where it is wrong, says so, with the argument to mend.</summary>
    public static VersionRange? Read(PatchMethod patch, out (string Argument, string Problem)? wrong)
    {
        wrong = null;
        if (!TryRead(patch.MinTargetVersion, out var min))
            wrong = Wrong(nameof(PatchMethod.MinTargetVersion), patch.MinTargetVersion);
        else if (!TryRead(patch.MaxTargetVersion, out var max))
            wrong = Wrong(nameof(PatchMethod.MaxTargetVersion), patch.MaxTargetVersion);
        else if (min is not null && max is not null && Compare(min, max) > 0)
            wrong = (nameof(PatchMethod.MaxTargetVersion), $"{min} or a higher version was expected, which MinTargetVersion is, but \"{max}\" was found.");
        else
            return new VersionRange(min, max);

        return null;
    }

    /// <summary>Whether an assembly is among those that the patch is for.</summary>
    public bool Has(IAssemblySymbol assembly) => IsWithin(assembly.Identity.Version, _min, _max);

    /// <summary>Whether an assembly can be among those of both.</summary>
    public bool Meets(VersionRange other) => IsWithin(_min, null, other._max) && IsWithin(other._min, null, _max);

    private static (string Argument, string Problem) Wrong(string argument, string? found)
        => (argument, $"a version such as \"1.2\" was expected, but \"{found}\" was found.");

    private static bool TryRead(string? text, out Version? version)
    {
        version = null;

        // Version wants two numbers at least.
        return text is null || Version.TryParse(text.IndexOf('.') < 0 ? text + ".0" : text, out version);
    }

    private static bool IsWithin(Version? version, Version? min, Version? max)
        => version is null || ((min is null || Compare(version, min) >= 0) && (max is null || Compare(version, max) <= 0));

    // What a version leaves open is 0, not less than that.
    private static int Compare(Version one, Version other) => Full(one).CompareTo(Full(other));

    private static Version Full(Version version) => new(version.Major, version.Minor, Math.Max(version.Build, 0), Math.Max(version.Revision, 0));
}
