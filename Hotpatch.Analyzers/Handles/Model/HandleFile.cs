namespace Hotpatch.Analyzers.Handles.Model;

/// <summary>The generated file for one type.</summary>
/// <param name="Name">The type's full name, as the name of a file.</param>
/// <param name="Namespace">The type's namespace; empty for the global namespace.</param>
/// <param name="IsNullable">Whether the type's source has nullable annotations.</param>
/// <param name="Warnings">The codes of the warnings that the types in the signatures cause.</param>
/// <param name="Classes">The handle classes.</param>
/// <param name="SwitchedOffBy">The property that switches weaving off; null if weaving is on.</param>
internal sealed record HandleFile(
    string Name, string Namespace, bool IsNullable, EquatableArray<string> Warnings, EquatableArray<HandleClass> Classes, string? SwitchedOffBy = null)
{
    /// <summary>The type's own name: <c>Inner</c> of <c>Outer+Inner`1</c>.</summary>
    public string TypeName
    {
        get
        {
            var start = Name.LastIndexOfAny(['.', '+']) + 1;
            var arity = Name.IndexOf('`', start);
            return arity < 0 ? Name.Substring(start) : Name.Substring(start, arity - start);
        }
    }
}
