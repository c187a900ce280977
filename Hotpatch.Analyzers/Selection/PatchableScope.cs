using Hotpatch.Fody.Configuration;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Selection;

/// <summary>What the assembly's attribute and FodyWeavers.xml say of a method that the source does not mark.</summary>
/// <param name="WholeAssembly">Whether the assembly carries [Patchable].</param>
/// <param name="Config">The configuration; null where the project has none, or one that the build refuses.</param>
internal sealed record PatchableScope(bool WholeAssembly, WeaverConfig? Config)
{
    public bool Covers(IMethodSymbol method) => WholeAssembly || (Config?.Covers(new SymbolName(method)) ?? false);
}
