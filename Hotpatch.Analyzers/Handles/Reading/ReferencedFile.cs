using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Selection;
using Hotpatch.Analyzers.Selection.Calls;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>Reads the handles that this project declares for one type of another assembly.</summary>
/// <param name="compilation">The project.</param>
/// <param name="ofCalls">Whether the handles are those of calls to the methods.</param>
internal sealed class ReferencedFile(Compilation compilation, bool ofCalls)
{
    private readonly LanguageFeatures _features = LanguageFeatures.Of(compilation);

    /// <summary>Returns the file with the handles.</summary>
    /// <param name="type">The type.</param>
    /// <param name="classNames">The names of the handle classes.</param>
    /// <param name="methods">The methods that have handles.</param>
    /// <param name="complete">Adds what only some such classes have.</param>
    public HandleFile Of(INamedTypeSymbol type, ReferencedClassNames classNames, IReadOnlyList<IMethodSymbol> methods, Func<HandleClass, HandleClass> complete)
    {
        var text = new TypeText(type, _features, _features.Nullable);
        var names = HandleNames.OfReference(
            CallableMethods.Visible(type, compilation.Assembly),
            new[] { classNames.Name, classNames.AllName }.OfType<string>().Concat(text.TypeParameterNames));
        var reader = new HandleReader(text, _features, names, ofCalls);
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
            ofCalls,
            classNames.Property ?? HandleClass.Patches);
        return new HandleFile(
            TypeReader.FileName(type),
            type.ContainingNamespace is { IsGlobalNamespace: false } @namespace ? @namespace.ToDisplayString(TypeReader.NamespaceFormat) : string.Empty,
            _features.Nullable,
            TypeReader.Warnings(methods).ToEquatableArray(),
            new[] { complete(handleClass) }.ToEquatableArray());
    }
}
