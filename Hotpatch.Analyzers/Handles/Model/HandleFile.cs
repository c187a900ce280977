namespace Hotpatch.Analyzers.Handles.Model;

/// <summary>All that is generated for one type.</summary>
/// <param name="Name">The type's full name as that of a file.</param>
/// <param name="Namespace">The type's namespace, empty for the global one.</param>
/// <param name="IsNullable">Whether the source of the type has nullable annotations.</param>
/// <param name="Warnings">Codes of the warnings that the types in its signatures would give wherever they are named.</param>
/// <param name="Classes">The generated types with handles.</param>
/// <param name="SwitchedOffBy">The property that keeps the project from being woven; null where none does.</param>
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
