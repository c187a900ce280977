using Hotpatch.Fody.Configuration;
using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>What the code of methods with a gate names of Hotpatch.Runtime.</summary>
internal sealed record GateMembers(
    TypeReference Gate,
    TypeReference Count,
    MethodReference Drained,
    MethodReference Exclusive,
    MethodReference Enter,
    MethodReference Exit,
    MethodReference Track,
    MethodReference UseGate)
{
    /// <summary>What makes a gate.</summary>
    public MethodReference Make(PatchConsistency consistency) => consistency == PatchConsistency.Exclusive ? Exclusive : Drained;
}
