namespace Hotpatch.Fody.Configuration;

/// <summary>What patching a method promises about calls that are running; names and values are those of Hotpatch.Runtime.</summary>
internal enum PatchConsistency
{
    /// <summary>Running calls finish on what they began with.</summary>
    Immediate,

    /// <summary>And no old call is running when the patch has returned.</summary>
    Drained,

    /// <summary>And old and new never run at the same time.</summary>
    Exclusive,
}
