namespace Hotpatch.Analyzers.Selection;

/// <summary>All names that the analyzers search for in source.</summary>
internal static class SymbolNames
{
    public const string RuntimeAssembly = "Hotpatch.Runtime";

    /// <summary>The attribute's name in source, without the suffix.</summary>
    public const string PatchableName = "Patchable";

    public const string PatchableAttribute = "Hotpatch.PatchableAttribute";

    /// <summary>The name in source of the attribute that makes calls patchable, without the suffix.</summary>
    public const string PatchableCallsName = "PatchableCalls";

    public const string PatchableCallsAttribute = "Hotpatch.PatchableCallsAttribute";

    /// <summary>The argument of a mark that overrides inherit.</summary>
    public const string InheritedArgument = "Inherited";

    public const string NotPatchableAttribute = "Hotpatch.NotPatchableAttribute";

    public const string CompilerGeneratedAttribute = "System.Runtime.CompilerServices.CompilerGeneratedAttribute";
}
