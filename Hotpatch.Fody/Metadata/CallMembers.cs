using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>The members of Hotpatch.Runtime that list call stubs.</summary>
internal sealed record CallMembers(MethodReference AddCalls, MethodReference UseTarget, MethodReference OfAllCalls, MethodReference NotOfAllCalls);
