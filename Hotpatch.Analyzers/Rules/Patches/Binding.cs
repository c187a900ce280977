using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>The result of binding a patch: its target, or a problem, or neither if only loading the library can tell.</summary>
/// <param name="Target">The target, with the patch's type arguments.</param>
/// <param name="IsLayer">Whether the patch is a layer.</param>
/// <param name="Problem">The problem.</param>
internal sealed record Binding(IMethodSymbol? Target, bool IsLayer, PatchProblem? Problem)
{
    /// <summary>The result if only loading the library can tell.</summary>
    public static Binding Open { get; } = new(Target: null, IsLayer: false, Problem: null);

    public static Binding To(IMethodSymbol target, bool isLayer) => new(target, isLayer, Problem: null);

    public static Binding Failed(PatchProblem problem) => new(Target: null, IsLayer: false, problem);
}
