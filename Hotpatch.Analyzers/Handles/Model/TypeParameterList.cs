namespace Hotpatch.Analyzers.Handles.Model;

/// <summary>Writes type parameters for a declaration and for a use.</summary>
internal static class TypeParameterList
{
    public static string Declare(IReadOnlyCollection<TypeParameter> parameters)
        => parameters.Count == 0 ? string.Empty : $"<{string.Join(", ", parameters.Select(Declare))}>";

    public static string Use(IReadOnlyCollection<TypeParameter> parameters)
        => parameters.Count == 0 ? string.Empty : $"<{string.Join(", ", parameters.Select(parameter => parameter.Name))}>";

    public static IEnumerable<string> Constraints(IEnumerable<TypeParameter> parameters)
        => parameters.Where(parameter => parameter.Constraints.Length > 0).Select(parameter => $"where {parameter.Name} : {parameter.Constraints}");

    private static string Declare(TypeParameter parameter)
        => string.Concat(parameter.Attributes.Select(attribute => $"[{attribute}] ")) + parameter.Name;
}
