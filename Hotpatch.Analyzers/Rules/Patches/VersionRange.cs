using Hotpatch.Naming;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>The versions of the target's assembly that a patch is for.</summary>
internal sealed class VersionRange
{
    private readonly Version? _min;
    private readonly Version? _max;

    private VersionRange(Version? min, Version? max) => (_min, _max) = (min, max);

    /// <summary>Reads the range of a patch. If it is invalid, returns null, with the argument to correct.</summary>
    public static VersionRange? Read(PatchMethod patch, out (string Argument, string Problem)? wrong)
    {
        wrong = null;
        if (!TargetVersion.TryParse(patch.MinTargetVersion, out var min))
            wrong = Wrong(nameof(PatchMethod.MinTargetVersion), patch.MinTargetVersion);
        else if (!TargetVersion.TryParse(patch.MaxTargetVersion, out var max))
            wrong = Wrong(nameof(PatchMethod.MaxTargetVersion), patch.MaxTargetVersion);
        else if (min is not null && max is not null && min > max)
            wrong = (nameof(PatchMethod.MaxTargetVersion), $"{patch.MinTargetVersion} or a higher version was expected, which MinTargetVersion is, but \"{patch.MaxTargetVersion}\" was found.");
        else
            return new VersionRange(min, max);

        return null;
    }

    /// <summary>Whether the range contains the assembly's version.</summary>
    public bool Has(IAssemblySymbol assembly) => IsWithin(TargetVersion.Whole(assembly.Identity.Version), _min, _max);

    /// <summary>Whether both ranges contain a common version.</summary>
    public bool Meets(VersionRange other) => IsWithin(_min, null, other._max) && IsWithin(other._min, null, _max);

    private static (string Argument, string Problem) Wrong(string argument, string? found)
        => (argument, $"a version such as \"1.2\" was expected, but \"{found}\" was found.");

    private static bool IsWithin(Version? version, Version? min, Version? max)
        => version is null || ((min is null || version >= min) && (max is null || version <= max));
}
