namespace Hotpatch.Tests.Gates.Model;

/// <summary>What could be wrong with the protocol, to show that the model would tell.</summary>
internal enum Mistake
{
    /// <summary>The patcher passes a fence, but nobody else does.</summary>
    OwnBarrierOnly,

    /// <summary>Callers do not read again which side is open.</summary>
    WithoutValidation,

    /// <summary>The slot is written after the gate is turned.</summary>
    SlotLast,

    /// <summary>The gate is turned, or opened, by a write that others may see before the slot's.</summary>
    PlainTurn,

    /// <summary>A side is used again before it is empty.</summary>
    WithoutFirstWait,

    /// <summary>Nothing ends a call whose thread is aborted.</summary>
    NotAbandoned,

    /// <summary>A call whose thread is aborted is ended, whether it has begun or not, and has ended or not.</summary>
    AbandonedUnseen,
}
