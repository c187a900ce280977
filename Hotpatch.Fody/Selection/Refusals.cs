using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>Why a marked method cannot be woven: one entry for each method kind, the first that applies counts.</summary>
internal static class Refusals
{
    private static readonly Func<MethodDefinition, Refusal?>[] Rules =
    [
        method => HasBody(method) ? null : method.IsAbstract ? Refusal.Abstract : Refusal.NoBody,
        method => method is { IsConstructor: true, IsStatic: true } ? Refusal.StaticConstructor : null,
        method => method.CallingConvention == MethodCallingConvention.VarArg ? Refusal.VarArgs : null,
        method => method.IsConstructor && ChainedConstructorCall.FindObstacle(method) is { } obstacle ? Refusal.ConstructorShape(obstacle) : null,
        method => method.ExplicitThis ? Refusal.ExplicitThis : null,
    ];

    public static Refusal? Find(MethodDefinition method)
    {
        foreach (var rule in Rules)
        {
            if (rule(method) is { } refusal)
                return refusal;
        }

        return null;
    }

    // HasBody is true for externs that carry no flag, such as those with [UnsafeAccessor]. An import has a body of its own kind.
    private static bool HasBody(MethodDefinition method)
        => method.IsPInvokeImpl || method.HasUnreadBody() || (method.HasBody && method.Body.Instructions.Count > 0);
}
