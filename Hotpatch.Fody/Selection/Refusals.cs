using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>The rules for methods that can't be woven. The first rule that applies decides.</summary>
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

    // Cecil's HasBody is true for extern methods without a flag, such as those with [UnsafeAccessor]. A P/Invoke method counts as one with a body.
    private static bool HasBody(MethodDefinition method)
        => method.IsPInvokeImpl || method.HasUnreadBody() || (method.HasBody && method.Body.Instructions.Count > 0);
}
