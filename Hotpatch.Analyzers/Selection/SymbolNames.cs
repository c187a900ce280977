namespace Hotpatch.Analyzers.Selection;

/// <summary>Every name that is looked for in source.</summary>
internal static class SymbolNames
{
    /// <summary>The attribute as source names it, with or without the ending.</summary>
    public const string PatchableName = "Patchable";

    public const string PatchableAttribute = "Hotpatch.PatchableAttribute";

    public const string NotPatchableAttribute = "Hotpatch.NotPatchableAttribute";

    public const string CompilerGeneratedAttribute = "System.Runtime.CompilerServices.CompilerGeneratedAttribute";
}
