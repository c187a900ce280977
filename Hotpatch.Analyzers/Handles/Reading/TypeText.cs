using Hotpatch.Analyzers.Handles.Model;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>Writes types as the generated source names them.</summary>
internal sealed class TypeText
{
    private static readonly SymbolDisplayFormat Plain = SymbolDisplayFormat.FullyQualifiedFormat;

    private static readonly SymbolDisplayFormat WithNullability
        = Plain.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly Dictionary<ISymbol, string> _typeParameters = new(SymbolEqualityComparer.Default);
    private readonly LanguageFeatures _features;
    private readonly bool _isNullable;

    /// <param name="type">The type whose type parameters are in scope, with those of the types around it.</param>
    /// <param name="features">The features of the language version.</param>
    /// <param name="isNullable">Whether to write nullable annotations.</param>
    public TypeText(INamedTypeSymbol type, LanguageFeatures features, bool isNullable)
    {
        _features = features;
        _isNullable = isNullable;
        Declare(type.AllTypeParameters());
    }

    private TypeText(TypeText outer)
    {
        _features = outer._features;
        _isNullable = outer._isNullable;
        _typeParameters = new(outer._typeParameters, SymbolEqualityComparer.Default);
    }

    /// <summary>The names of the type parameters in scope.</summary>
    public IEnumerable<string> TypeParameterNames => _typeParameters.Values;

    /// <summary>Returns the open type, for <c>typeof</c>.</summary>
    public static string Open(INamedTypeSymbol type)
    {
        var @namespace = type.ContainingNamespace is { IsGlobalNamespace: false } named ? named.ToDisplayString(Plain) + "." : "global::";
        return @namespace + string.Join(".", type.Chain().Select(
            part => Identifiers.EscapeType(part.Name) + (part.Arity > 0 ? $"<{new string(',', part.Arity - 1)}>" : string.Empty)));
    }

    /// <summary>Returns a writer for types within a generic method.</summary>
    public TypeText Within(IMethodSymbol method)
    {
        if (method.TypeParameters.Length == 0)
            return this;

        var inner = new TypeText(this);
        inner.Declare(method.TypeParameters);
        return inner;
    }

    public string Of(ITypeSymbol type)
    {
        var parts = type.ToDisplayParts(_isNullable && _features.Nullable ? WithNullability : Plain);
        return string.Concat(parts.Where((part, index) => index == 0 || !IsUnknownAnnotation(parts[index - 1], part)).Select(Of));
    }

    /// <summary>Returns the type in a form that allows null, or null if the language version has no such form.</summary>
    public string? OfMaybeNull(ITypeSymbol type)
        => !_isNullable || type.IsValueType ? Of(type)
            : type is ITypeParameterSymbol && !_features.NullableTypeParameters ? null
            : Of(type.WithNullableAnnotation(NullableAnnotation.Annotated));

    public IEnumerable<TypeParameter> Of(IEnumerable<ITypeParameterSymbol> parameters)
        => parameters.Select(parameter => new TypeParameter(
            Identifiers.EscapeType(_typeParameters[parameter]),
            AttributeText.OfTypeParameter(parameter).ToEquatableArray(),
            string.Join(", ", Constraints(parameter))));

    // A library may be written in a later version of the language, where T? needs no constraint.
    private bool IsUnknownAnnotation(SymbolDisplayPart before, SymbolDisplayPart part)
        => !_features.NullableTypeParameters
            && before.Symbol is ITypeParameterSymbol { IsReferenceType: false, IsValueType: false }
            && part is { Kind: SymbolDisplayPartKind.Punctuation }
            && part.ToString() == "?";

    private string Of(SymbolDisplayPart part)
        => part.Symbol is ITypeParameterSymbol parameter && _typeParameters.TryGetValue(parameter, out var name) ? Identifiers.EscapeType(name)
            : part.Kind != SymbolDisplayPartKind.Keyword || _features.NativeIntegers ? part.ToString()
            : part.ToString() switch
            {
                "nint" => "global::System.IntPtr",
                "nuint" => "global::System.UIntPtr",
                var text => text,
            };

    // A type parameter may hide an outer one. The compiler warns about it in source, and generated source must not add a warning.
    private void Declare(IEnumerable<ITypeParameterSymbol> parameters)
    {
        foreach (var parameter in parameters)
            _typeParameters[parameter] = Identifiers.Unique(parameter.Name, name => _typeParameters.ContainsValue(name));
    }

    private IEnumerable<string> Constraints(ITypeParameterSymbol parameter)
    {
        if (parameter.HasUnmanagedTypeConstraint)
            yield return "unmanaged";
        else if (parameter.HasValueTypeConstraint)
            yield return "struct";
        else if (parameter.HasReferenceTypeConstraint)
            yield return _isNullable && parameter.ReferenceTypeConstraintNullableAnnotation != NullableAnnotation.NotAnnotated ? "class?" : "class";
        else if (parameter.HasNotNullConstraint && _features.NotNullConstraint && _isNullable)
            yield return "notnull";

        for (var i = 0; i < parameter.ConstraintTypes.Length; i++)
            yield return Of(parameter.ConstraintTypes[i].WithNullableAnnotation(parameter.ConstraintNullableAnnotations[i]));

        if (parameter.HasConstructorConstraint)
            yield return "new()";

        if (parameter.AllowsRefLike() && _features.AllowsRefStruct)
            yield return "allows ref struct";
    }
}
