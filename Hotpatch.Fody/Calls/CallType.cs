using Mono.Cecil;

namespace Hotpatch.Fody.Calls;

/// <summary>A generated class with the call stubs for the methods of one type.</summary>
/// <param name="Definition">The generated class. It has the type parameters of the target type.</param>
/// <param name="Target">The type that declares the called methods, open.</param>
/// <param name="Stubs">The call stubs, in the order in which they are found.</param>
internal sealed record CallType(TypeDefinition Definition, TypeReference Target, IReadOnlyList<CallStub> Stubs);
