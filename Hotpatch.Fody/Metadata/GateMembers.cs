using Hotpatch.Fody.Configuration;
using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>What the code of methods with a gate names of Hotpatch.Runtime.</summary>
internal sealed record GateMembers(
    TypeReference Gate,
    TypeReference Count,
    MethodReference Drained,
    MethodReference Exclusive,
    MethodReference Find,
    MethodReference Enter,
    MethodReference EnterUnlessClosed,
    MethodReference Abandon,
    MethodReference WhenOpenOfTask,
    MethodReference WhenOpenOfResult,
    MethodReference MustWait,
    MethodReference Exit,
    MethodReference Track,
    MethodReference UseGate)
{
    /// <summary>What begins a call later that returns such a task.</summary>
    public MethodReference WhenOpen(TypeReference task)
        => task is GenericInstanceType { GenericArguments: [var result] }
            ? new GenericInstanceMethod(WhenOpenOfResult) { GenericArguments = { result } }
            : WhenOpenOfTask;

    /// <summary>What makes a gate.</summary>
    public MethodReference Make(PatchConsistency consistency) => consistency == PatchConsistency.Exclusive ? Exclusive : Drained;
}
