namespace Hotpatch.Analyzers.Handles.Model;

/// <summary>All that is generated for one type.</summary>
/// <param name="Name">The type's full name as that of a file.</param>
/// <param name="Namespace">The type's namespace, empty for the global one.</param>
/// <param name="IsNullable">Whether the source of the type has nullable annotations.</param>
/// <param name="Warnings">Codes of the warnings that the types in its signatures would give wherever they are named.</param>
/// <param name="Classes">The generated types with handles.</param>
internal sealed record HandleFile(
    string Name, string Namespace, bool IsNullable, EquatableArray<string> Warnings, EquatableArray<HandleClass> Classes);
