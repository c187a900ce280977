using Hotpatch.Fody.Configuration;
using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>The members of Hotpatch.Runtime that woven code with a gate uses.</summary>
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
    /// <summary>The method that begins a call later, for a call that returns the task type.</summary>
    public MethodReference WhenOpen(TypeReference task)
        => task is GenericInstanceType { GenericArguments: [var result] }
            ? new GenericInstanceMethod(WhenOpenOfResult) { GenericArguments = { result } }
            : WhenOpenOfTask;

    /// <summary>The method that creates a gate.</summary>
    public MethodReference Make(PatchConsistency consistency) => consistency == PatchConsistency.Exclusive ? Exclusive : Drained;
}
