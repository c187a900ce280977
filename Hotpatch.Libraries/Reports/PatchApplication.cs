namespace Hotpatch;

/// <summary>What a library is told when it is applied or taken back.</summary>
public sealed class PatchApplication
{
    internal PatchApplication(string library, IReadOnlyList<AppliedPatch> patches, IReadOnlyList<SkippedPatch> skipped, bool isUpdate)
        => (Library, Patches, Skipped, IsUpdate) = (library, patches, skipped, isUpdate);

    /// <summary>The library's name.</summary>
    public string Library { get; }

    /// <summary>Its patches.</summary>
    public IReadOnlyList<AppliedPatch> Patches { get; }

    /// <summary>Those that were left out since they did not fit.</summary>
    public IReadOnlyList<SkippedPatch> Skipped { get; }

    /// <summary>Whether one version of a library takes the place of another (<see cref="PatchLibraryOptions.Replaces"/>).</summary>
    public bool IsUpdate { get; }

    /// <summary>Why it was refused; null where it was not.</summary>
    internal string? Refusal { get; private set; }

    /// <summary>Refuses what is being done; nothing changes, and who does it gets a <see cref="PatchLibraryException"/> with the reason.</summary>
    /// <param name="reason">Why.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public void Refuse(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        Refusal = reason;
    }
}
