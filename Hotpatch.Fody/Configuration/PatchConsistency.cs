namespace Hotpatch.Fody.Configuration;

/// <summary>What patching promises about running calls. Names and values are those of <c>Hotpatch.Consistency</c>, which the weaver can't reference.</summary>
internal enum PatchConsistency
{
    /// <summary>Running calls finish with the code that they began with.</summary>
    Immediate,

    /// <summary>When a patch returns, no call of the old code is running.</summary>
    Drained,

    /// <summary>Calls of the old code and of the new code never run at the same time.</summary>
    Exclusive,
}
