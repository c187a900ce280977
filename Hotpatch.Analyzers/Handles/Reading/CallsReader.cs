using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Selection;
using Hotpatch.Analyzers.Selection.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>Reads the handles of the project's calls to the methods of one type of another assembly.</summary>
/// <param name="compilation">The project.</param>
/// <param name="ofAll">Whether the handles are those of the calls of all assemblies.</param>
internal sealed class CallsReader(Compilation compilation, bool ofAll = false)
{
    /// <summary>Whether source can name a type. Signatures name the same types again and again.</summary>
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<ITypeSymbol, bool>> Named = new();

    private readonly LanguageFeatures _features = LanguageFeatures.Of(compilation);
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _named = Named.GetValue(compilation, static _ => new(SymbolEqualityComparer.Default));

    /// <summary>Returns the handles, or null if there are none.</summary>
    public TypeHandles? Read(CallRequest request, CancellationToken cancellation)
    {
        var type = request.Type;
        var isUnsafe = compilation.Options is CSharpCompilationOptions { AllowUnsafe: true };
        var methods = CallableMethods.Of(type, compilation)
            .Where(request.Selects)
            .Where(method =>
            {
                cancellation.ThrowIfCancellationRequested();
                return CanBeDeclared(method, isUnsafe);
            })
            .ToArray();
        return methods.Length == 0 ? null : new TypeHandles(FileOf(type, methods), Undeclared: default);
    }

    private HandleFile FileOf(INamedTypeSymbol type, IMethodSymbol[] methods)
    {
        var classNames = new CallClassNames(compilation, type);
        var text = new TypeText(type, _features, _features.Nullable);
        var names = HandleNames.OfCalls(
            CallableMethods.Visible(type, compilation.Assembly),
            new[] { classNames.Name, classNames.AllName }.OfType<string>().Concat(text.TypeParameterNames));
        var reader = new HandleReader(text, _features, names, ofCalls: true);
        var handles = methods.OrderBy(method => method.MetadataName, StringComparer.Ordinal).ThenBy(FullName.Of, StringComparer.Ordinal)
            .Select(reader.Read)
            .ToEquatableArray();
        var members = _features.Extensions && classNames.Property is { } property
            ? TypeReader.MembersName(handles, text.TypeParameterNames, property)
            : null;
        var handleClass = new HandleClass(
            Identifiers.Escape(classNames.Name),
            classNames.AllName,
            members,
            Hosts: default,
            IsPublic: false,
            text.Of(type),
            TypeText.Open(type),
            Documentation.IdOf(type),
            text.Of(type.AllTypeParameters()).ToEquatableArray(),
            AttributeText.Cautions(type.Chain().Reverse()).ToEquatableArray(),
            handles,
            IsOfCalls: true,
            classNames.Property ?? HandleClass.Patches)
        {
            IsOfAllCalls = ofAll,
        };
        return new HandleFile(
            TypeReader.FileName(type),
            type.ContainingNamespace is { IsGlobalNamespace: false } @namespace ? @namespace.ToDisplayString(TypeReader.NamespaceFormat) : string.Empty,
            _features.Nullable,
            TypeReader.Warnings(methods).ToEquatableArray(),
            new[] { handleClass }.ToEquatableArray());
    }

    private bool CanBeDeclared(IMethodSymbol method, bool isUnsafe)
        => Host.Find(compilation, method, out var host) is null
            && host is null
            && (isUnsafe || !method.NamedTypes().Any(SymbolParts.IsPointer))
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
