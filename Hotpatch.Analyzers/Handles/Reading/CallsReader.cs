using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Selection;
using Hotpatch.Analyzers.Selection.Calls;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>Reads the handles of the project's calls to the methods of one type of another assembly.</summary>
/// <param name="compilation">The project.</param>
/// <param name="references">The references of which the project weaves a copy.</param>
/// <param name="ofAll">Whether the handles are those of the calls of all assemblies.</param>
internal sealed class CallsReader(Compilation compilation, IReadOnlyCollection<WovenReference> references, bool ofAll = false)
{
    private readonly LanguageFeatures _features = LanguageFeatures.Of(compilation);
    private readonly SignatureNames _signatures = new(compilation);

    /// <summary>Returns the handles, or null if there are none.</summary>
    public TypeHandles? Read(CallRequest request, CancellationToken cancellation)
    {
        var type = request.Type;
        var methods = CallableMethods.Of(type, compilation)
            .Where(request.Selects)
            .Where(method =>
            {
                cancellation.ThrowIfCancellationRequested();
                return _signatures.CanBeDeclared(method);
            })
            .ToArray();
        return methods.Length == 0 ? null : new TypeHandles(FileOf(type, methods), Undeclared: default);
    }

    private HandleFile FileOf(INamedTypeSymbol type, IMethodSymbol[] methods)
    {
        var classNames = ReferencedClassNames.OfCalls(compilation, type, isWoven: references.Any(reference => reference.ScopeOf(type) is { } scope && new ReferenceReader(compilation, scope).HasHandles(type)));
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
}
