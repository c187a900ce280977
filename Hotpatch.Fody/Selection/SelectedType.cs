using Hotpatch.Fody.Calls;
using Hotpatch.Fody.Configuration;
using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>A type that has methods to weave, itself or in nested types. Both lists are in the order of the metadata.</summary>
internal sealed record SelectedType(TypeDefinition Type, IReadOnlyList<SelectedMethod> Methods, IReadOnlyList<SelectedType> Nested)
{
    /// <summary>The type whose methods the call stubs call; null for a type of the source.</summary>
    public TypeReference? Target { get; private init; }

    /// <summary>Returns a class of call stubs as a type to weave.</summary>
    public static SelectedType Of(CallType calls)
        => new(calls.Definition, [.. calls.Stubs.Select(Select)], []) { Target = calls.Target };

    private static SelectedMethod Select(CallStub stub) => new(stub.Signature, PatchConsistency.Immediate, Mark.ByScope) { Call = stub };
}
