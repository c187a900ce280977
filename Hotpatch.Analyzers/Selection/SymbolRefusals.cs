using Hotpatch.Fody.Configuration;
using Hotpatch.Fody.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Selection;

/// <summary>Why a marked method cannot be woven, as far as source tells it.</summary>
internal static class SymbolRefusals
{
    /// <param name="method">The method.</param>
    /// <param name="consistency">What holds where no mark says it.</param>
    public static Refusal? Find(IMethodSymbol method, PatchConsistency consistency = PatchConsistency.Immediate)
        => method.IsAbstract ? Refusal.Abstract
            : !HasBody(method) ? Refusal.NoBody
            : method.MethodKind == MethodKind.StaticConstructor ? Refusal.StaticConstructor
            : method.IsVararg ? Refusal.VarArgs
            : SymbolConsistency.IsImmediate(method, consistency) ? null
            : SymbolGateRules.Find(method);

    // An import has a body of its own kind. What is partial is implemented, perhaps by another generator, or the compiler complains.
    private static bool HasBody(IMethodSymbol method)
        => (!method.IsExtern || method.GetDllImportData() is not null)
            && method.ContainingType.TypeKind != TypeKind.Delegate;
}
