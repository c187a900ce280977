using Hotpatch.Fody.Configuration;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Selection;

/// <summary>Whether the assembly's attribute or FodyWeavers.xml covers a method without a mark.</summary>
/// <param name="WholeAssembly">Whether the assembly carries <c>[Patchable]</c>.</param>
/// <param name="Config">The configuration; null if the project has none, or one that the build rejects.</param>
internal sealed record PatchableScope(bool WholeAssembly, WeaverConfig? Config)
{
    public bool Covers(IMethodSymbol method)
        => method.MethodKind == MethodKind.Constructor ? Config?.CoversConstructor(new SymbolName(method)) ?? false
            : (Config ?? WeaverConfig.Default).Covers(new SymbolName(method), WholeAssembly);
}
