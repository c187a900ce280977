using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>Finds out whether the project's source can name all types in the signature of a method of another assembly.</summary>
/// <param name="compilation">The project.</param>
internal sealed class SignatureNames(Compilation compilation)
{
    /// <summary>Whether source can name a type. Signatures name the same types again and again.</summary>
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<ITypeSymbol, bool>> Named = new();

    private readonly LanguageFeatures _features = LanguageFeatures.Of(compilation);
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _named = Named.GetValue(compilation, static _ => new(SymbolEqualityComparer.Default));
    private readonly bool _isUnsafe = compilation.Options is CSharpCompilationOptions { AllowUnsafe: true };

    public bool CanBeDeclared(IMethodSymbol method)
        => Host.Find(compilation, method, out var host) is null
            && host is null
            && (_isUnsafe || !method.NamedTypes().Any(SymbolParts.IsPointer))
            && (_features.FunctionPointers || !method.NamedTypes().Any(type => type.TypeKind == TypeKind.FunctionPointer))
            && method.NamedTypes().OfType<INamedTypeSymbol>().All(CanBeNamed);

    // If two assemblies have a type of the same name, source can name neither, or only the project's own.
    private bool CanBeNamed(INamedTypeSymbol type)
    {
        if (type is IErrorTypeSymbol || type.IsTupleType)
            return !type.IsTupleType || type.TupleUnderlyingType is not IErrorTypeSymbol;

        return _named.GetOrAdd(type.OriginalDefinition, definition
            => compilation.GetTypesByMetadataName(MetadataTypeName.Of((INamedTypeSymbol)definition))
                .Where(candidate => compilation.IsSymbolAccessibleWithin(candidate, compilation.Assembly))
                .All(candidate => SymbolEqualityComparer.Default.Equals(candidate, definition)));
    }
}
