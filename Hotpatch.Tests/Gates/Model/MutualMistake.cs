namespace Hotpatch.Tests.Gates.Model;

/// <summary>What a <see cref="MutualModel"/> may leave out.</summary>
internal enum MutualMistake
{
    /// <summary>Only threads inside a gate that the same patch has closed enter a closed one.</summary>
    OnlyOfSamePatch,

    /// <summary>A gate that was found empty is taken for empty without a seal.</summary>
    WithoutSeal,

    /// <summary>A gate is sealed, but not looked at once more.</summary>
    WithoutSecondLook,

    /// <summary>Who began to wait before all gates of a patch were closed is not woken.</summary>
    WithoutWakingAfterClosing,

    /// <summary>Who waits at a seal is not woken when it is broken.</summary>
    WithoutWakingAfterSeal,
}
