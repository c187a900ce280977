using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>Finds the place for a method's handle from which all types of the signature are accessible.</summary>
internal static class Host
{
    private const string FileLocal
        = "its type, or a type of its signature, is file-local, so only its own file can name it. Use Patchable.For there.";
    private const string Unknown
        = "a type of its signature does not exist: its name is misspelt, or another generator adds it. Use Patchable.For.";
    private const string Alias = "a type of its signature is in a reference that has only an extern alias. Use Patchable.For.";
    private const string Private = "its type, or a type of its signature, is private or protected within a type that is not partial. "
        + "Make the types around it partial, or use Patchable.For.";

    private const string Hidden = "a type parameter of a type around it hides another of the same name, so no source can name the other. "
        + "Rename it, or use Patchable.For.";

    /// <summary>Finds the innermost type in which the handle must be nested, or null if the namespace will do.</summary>
    /// <returns>Why there is no place; null if there is one.</returns>
    public static string? Find(Compilation compilation, IMethodSymbol method, out INamedTypeSymbol? host)
    {
        host = null;
        var type = method.ContainingType;
        var named = method.NamedTypes()
            .OfType<INamedTypeSymbol>()
            .Select(part => part.OriginalDefinition)
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
            .ToArray();

        if (named.Any(part => part.TypeKind == TypeKind.Error))
            return Unknown;

        if (named.Any(part => IsKnownByAliasOnly(compilation, part)))
            return Alias;

        if (named.Any(part => part.Chain().Any(each => each.IsFileLocal)))
            return FileLocal;

        if (named.All(part => compilation.IsSymbolAccessibleWithin(part, compilation.Assembly)))
            return null;

        // Prefer a place beside the type to a place in it.
        var chain = type.Chain();
        foreach (var candidate in chain.Take(chain.Count - 1).Reverse().Append(type))
        {
            if (candidate.Chain().All(IsPartial) && named.All(part => compilation.IsSymbolAccessibleWithin(part, candidate)))
            {
                if (HidesTypeParameter(candidate))
                    return Hidden;

                host = candidate;
                return null;
            }
        }

        return Private;
    }

    /// <summary>Returns the declaration of a partial type in a generated file.</summary>
    public static string Declare(INamedTypeSymbol type)
    {
        var keyword = (type.IsRecord, type.TypeKind) switch
        {
            (true, TypeKind.Struct) => "record struct",
            (true, _) => "record",
            (_, TypeKind.Struct) => "struct",
            (_, TypeKind.Interface) => "interface",
            _ => "class",
        };
        var parameters = type.TypeParameters.Select(parameter => Identifiers.EscapeType(parameter.Name));
        return $"partial {keyword} {Identifiers.EscapeType(type.Name)}" + (type.Arity > 0 ? $"<{string.Join(", ", parameters)}>" : string.Empty);
    }

    /// <summary>Whether no name with <c>global::</c> reaches the type, because its assembly has only an extern alias.</summary>
    public static bool IsKnownByAliasOnly(Compilation compilation, INamedTypeSymbol type)
        => type.ContainingAssembly is { } assembly
            && compilation.GetMetadataReference(assembly) is { Properties.Aliases: { IsEmpty: false } aliases }
            && !aliases.Contains(MetadataReferenceProperties.GlobalAlias);

    private static bool HidesTypeParameter(INamedTypeSymbol type)
        => type.AllTypeParameters().GroupBy(parameter => parameter.Name, StringComparer.Ordinal).Any(group => group.Skip(1).Any());

    // An interface with variant type parameters can't contain classes.
    private static bool IsPartial(INamedTypeSymbol type)
        => type.TypeParameters.All(parameter => parameter.Variance == VarianceKind.None)
            && type.DeclaringSyntaxReferences.Any(reference
            => reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
