using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>What a patch comes to: its target, a problem, or neither, where that can be told only when the library is loaded.</summary>
/// <param name="Target">The target over the patch's types.</param>
/// <param name="IsLayer">Whether the patch is a layer over it.</param>
/// <param name="Problem">What is wrong.</param>
internal sealed record Binding(IMethodSymbol? Target, bool IsLayer, PatchProblem? Problem)
{
    /// <summary>Nothing can be said.</summary>
    public static Binding Open { get; } = new(Target: null, IsLayer: false, Problem: null);

    public static Binding To(IMethodSymbol target, bool isLayer) => new(target, isLayer, Problem: null);

    public static Binding Failed(PatchProblem problem) => new(Target: null, IsLayer: false, problem);
}
