namespace Hotpatch.Analyzers.Selection;

/// <summary>Every name that is looked for in source.</summary>
internal static class SymbolNames
{
    public const string RuntimeAssembly = "Hotpatch.Runtime";

    /// <summary>The attribute as source names it, with or without the ending.</summary>
    public const string PatchableName = "Patchable";

    public const string PatchableAttribute = "Hotpatch.PatchableAttribute";

    /// <summary>What a mark that overrides inherit sets.</summary>
    public const string InheritedArgument = "Inherited";

    public const string NotPatchableAttribute = "Hotpatch.NotPatchableAttribute";

    public const string CompilerGeneratedAttribute = "System.Runtime.CompilerServices.CompilerGeneratedAttribute";
}
