using Hotpatch.Fody.Configuration;
using Hotpatch.Fody.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Selection;

/// <summary>Finds out why a marked method can't be woven, as far as source shows.</summary>
internal static class SymbolRefusals
{
    /// <param name="method">The method.</param>
    /// <param name="consistency">The consistency if no mark sets one.</param>
    public static Refusal? Find(IMethodSymbol method, PatchConsistency consistency = PatchConsistency.Immediate)
        => method.IsAbstract ? Refusal.Abstract
            : !HasBody(method) ? Refusal.NoBody
            : method.MethodKind == MethodKind.StaticConstructor ? Refusal.StaticConstructor
            : method.IsVararg ? Refusal.VarArgs
            : SymbolConsistency.IsImmediate(method, consistency) ? null
            : SymbolGateRules.Find(method);

    // A P/Invoke method counts as one with a body. A partial method has a body, perhaps from another generator, or the compiler reports it.
    private static bool HasBody(IMethodSymbol method)
        => (!method.IsExtern || method.GetDllImportData() is not null)
            && method.ContainingType.TypeKind != TypeKind.Delegate;
}
