namespace Hotpatch;

/// <summary>Describes what loading a patch library would apply. <see cref="PatchLibrary.Check"/> creates it. Does not keep the library in memory.</summary>
/// <remarks>Thread safety: instances are immutable.</remarks>
public sealed class PatchLibraryCheck
{
    internal PatchLibraryCheck(string name, Version? version, IReadOnlyList<FittingPatchDescription> patches, IReadOnlyList<SkippedPatch> skipped)
        => (Name, Version, Patches, Skipped) = (name, version, patches, skipped);

    /// <summary>Gets the name of the library's assembly.</summary>
    public string Name { get; }

    /// <summary>Gets the version of the library's assembly.</summary>
    public Version? Version { get; }

    /// <summary>Gets the patches that fit, in the order in which the library declares them.</summary>
    public IReadOnlyList<FittingPatchDescription> Patches { get; }

    /// <summary>Gets the patches that would be left out: they are not required, and do not fit.</summary>
    public IReadOnlyList<SkippedPatch> Skipped { get; }

    /// <summary>Returns the name of the library.</summary>
    /// <returns>The value of <see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
