namespace Hotpatch;

/// <summary>Describes the load or the unloading in which a method of <see cref="IPatchLifecycle"/> runs.</summary>
/// <remarks>Thread safety: use an instance only within the method that it is passed to.</remarks>
public sealed class PatchApplication
{
    internal PatchApplication(string library, IReadOnlyList<AppliedPatch> patches, IReadOnlyList<SkippedPatch> skipped, bool isUpdate)
        => (Library, Patches, Skipped, IsUpdate) = (library, patches, skipped, isUpdate);

    /// <summary>Gets the name of the library.</summary>
    public string Library { get; }

    /// <summary>Gets the patches that are applied or removed.</summary>
    public IReadOnlyList<AppliedPatch> Patches { get; }

    /// <summary>Gets the patches that were left out because they did not fit and are not required.</summary>
    public IReadOnlyList<SkippedPatch> Skipped { get; }

    /// <summary>Gets whether one library replaces another (<see cref="PatchLibraryOptions.Replaces"/>).</summary>
    public bool IsUpdate { get; }

    /// <summary>Gets the reason of a refusal; null if the library did not refuse.</summary>
    internal string? Refusal { get; private set; }

    /// <summary>
    /// Refuses the load or the unloading. Its caller gets a <see cref="PatchLibraryException"/> with the reason, and nothing changes.
    /// </summary>
    /// <param name="reason">The reason, for the message of the exception.</param>
    /// <exception cref="ArgumentException">The reason is empty or white space.</exception>
    public void Refuse(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        Refusal = reason;
    }
}
