using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>The members of Hotpatch.Runtime that routers use.</summary>
internal sealed record RouterMembers(
    TypeReference Router,
    TypeReference Call,
    MethodReference Constructor,
    MethodReference Begin,
    MethodReference BeginWith,
    MethodReference IsPassing,
    MethodReference Pass,
    MethodReference Run,
    MethodReference Result,
    MethodReference Fault,
    MethodReference End,
    MethodReference EndVoid)
{
    /// <summary>The largest number of parameters of a <c>Func</c> or <c>Action</c> that Hotpatch.Runtime has a router for.</summary>
    public const int MostParametersOfShapes = 8;
}
