using Hotpatch.Analyzers.Handles.Declarations;
using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Handles.Reading;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Extensions;

/// <summary>
/// Finds the extension properties that a project needs: for each type whose handles the project mentions, its own or from a referenced assembly.
/// Each assembly has its handle classes, whatever its language version. The extension property belongs to the project that uses it.
/// </summary>
internal static class ExtensionFiles
{
    /// <summary>Returns the extension property for a type of the project.</summary>
    public static IEnumerable<ExtensionFile> Of(HandleFile? file, IReadOnlyCollection<string> mentions, string assembly)
        => file is null || !mentions.Contains(file.TypeName, StringComparer.Ordinal) ? []
            : file.Classes.Where(type => type.MembersName is not null).Select(type => new ExtensionFile(
                ExtensionReader.NameOf(type.AllName ?? type.Name, assembly),
                file.Namespace,
                file.Warnings,
                type.Attributes.Where(attribute => !AttributeText.IsOfAssembly(attribute)).ToEquatableArray(),
                type));

    /// <summary>Returns the extension properties for types of referenced assemblies.</summary>
    public static IEnumerable<ExtensionFile> Read(Compilation compilation, HandleSettings settings, IReadOnlyCollection<string> mentions, CancellationToken cancellation)
    {
        if (mentions.Count == 0 || !settings.IsOn || !LanguageFeatures.Of(compilation).Extensions)
            return [];

        return compilation.SourceModule.ReferencedAssemblySymbols
            .Where(assembly => IsGlobal(compilation, assembly))
            .Select(ReferencedClass.In)
            .SelectMany(classes => mentions.SelectMany(name => classes[name]))
            .Where(found => CanHaveExtension(compilation, found))
            .Select(found =>
            {
                cancellation.ThrowIfCancellationRequested();
                return ExtensionReader.Read(compilation, found);
            })
            .OfType<ExtensionFile>()
            .OrderBy(file => file.Namespace, StringComparer.Ordinal)
            .ThenBy(file => file.Name, StringComparer.Ordinal)
            .ToArray();
    }

    private static bool IsGlobal(Compilation compilation, IAssemblySymbol assembly)
        => compilation.GetMetadataReference(assembly) is { Properties.Aliases: var aliases }
            && (aliases.IsDefaultOrEmpty || aliases.Contains(MetadataReferenceProperties.GlobalAlias));

    private static bool CanHaveExtension(Compilation compilation, ReferencedClass found)
        => compilation.IsSymbolAccessibleWithin(found.Target, compilation.Assembly)
            && compilation.IsSymbolAccessibleWithin(found.Holder, compilation.Assembly)
            && !TypeReader.HidesPatches(found.Target)

            // If two assemblies have a type of the same name, source can name neither, or only the project's own.
            && compilation.GetTypesByMetadataName(FullName(found.Target)).Count(type => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)) == 1
            && compilation.GetTypesByMetadataName(FullName(found.Holder)).Count(type => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)) == 1;

    private static string FullName(INamedTypeSymbol type)
        => type.ContainingType is { } outer ? $"{FullName(outer)}+{type.MetadataName}" : FullName(type.ContainingNamespace, type.MetadataName);

    private static string FullName(INamespaceSymbol @namespace, string name)
        => @namespace.IsGlobalNamespace ? name : $"{FullName(@namespace.ContainingNamespace, @namespace.MetadataName)}.{name}";
}
