using Hotpatch.Analyzers.Selection.Calls;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>
/// Finds out whether a referenced assembly makes patchable calls to a method. Patterns in its configuration leave no trace in it, so an assembly without
/// attributes is not asked.
/// </summary>
internal sealed class CallMarks(Compilation compilation)
{
    /// <summary>Returns why an assembly makes no patchable calls to a method. Returns null if it does, or may.</summary>
    public string? ProblemOf(IMethodSymbol target, string? caller)
    {
        if (caller is null || AssemblyNamed(caller) is not { } assembly)
            return null;

        var marks = assembly.GetAttributes().Where(CallRequests.IsOne).ToArray();
        return marks.Length == 0 || marks.Any(mark => CallRequests.Selects(mark, target)) ? null
            : $"no [assembly: PatchableCalls] of {caller} names it. Add it there, unless FodyWeavers.xml or the project file has a pattern for it.";
    }

    private IAssemblySymbol? AssemblyNamed(string name)
        => compilation.Assembly.Name == name ? compilation.Assembly
            : compilation.SourceModule.ReferencedAssemblySymbols.FirstOrDefault(assembly => assembly.Name == name);
}
