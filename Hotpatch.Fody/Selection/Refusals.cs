using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>Why a marked method cannot be woven: one entry for each method kind, the first that applies counts.</summary>
internal static class Refusals
{
    private const string Unmark = "Remove [Patchable] from it, or add [NotPatchable] where its type is marked.";

    private static readonly Func<MethodDefinition, Refusal?>[] Rules =
    [
        method => !HasBody(method)
            ? new(ErrorCode.NoBody, "it has no body in this assembly (abstract, or made by the runtime).", "Mark a method that overrides or calls it.")
            : null,

        method => method is { IsConstructor: true, IsStatic: true }
            ? new(ErrorCode.StaticConstructor, "it is a static constructor, which runs once.", "Move its body to a method, call that from it, and mark it.")
            : null,

        method => method.CallingConvention == MethodCallingConvention.VarArg
            ? new(ErrorCode.VarArgs, "it takes __arglist.", "Take an array instead.")
            : null,

        method => method.IsConstructor && ChainedConstructorCall.FindObstacle(method) is { } obstacle
            ? new(ErrorCode.ConstructorShape, $"{obstacle}.", "Move its body to a method, call that from it, and mark it.")
            : null,

        method => method.ExplicitThis
            ? new(ErrorCode.ExplicitThis, "its signature lists this itself.", "Mark a method that calls it.")
            : null,
    ];

    public static Refusal? Find(MethodDefinition method)
    {
        foreach (var rule in Rules)
        {
            if (rule(method) is { } refusal)
                return refusal with { WayOut = $"{refusal.WayOut} {Unmark}" };
        }

        return null;
    }

    // HasBody is true for externs that carry no flag, such as those with [UnsafeAccessor]. An import has a body of its own kind.
    private static bool HasBody(MethodDefinition method) => method.IsPInvokeImpl || (method.HasBody && method.Body.Instructions.Count > 0);
}
