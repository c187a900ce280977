using Hotpatch.Analyzers.Handles.Declarations;
using Hotpatch.Analyzers.Handles.Reading;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.References;

/// <summary>
/// Finds the types of referenced assemblies that a project writes <c>PriceService.Patches</c> of. Their handle classes are in the assemblies,
/// whatever these were compiled with; the extension property belongs to the project that uses it.
/// </summary>
internal static class ExtensionFiles
{
    public static IEnumerable<ExtensionFile> Read(Compilation compilation, HandleSettings settings, IReadOnlyCollection<string> mentions, CancellationToken cancellation)
    {
        if (mentions.Count == 0 || !settings.IsOn || !LanguageFeatures.Of(compilation).Extensions)
            return [];

        var assemblies = compilation.SourceModule.ReferencedAssemblySymbols;
        return assemblies
            .Where(assembly => IsGlobal(compilation, assembly))
            .Select(ReferencedClass.In)
            .SelectMany(classes => mentions.SelectMany(name => classes[name]))
            .Where(found => NeedsExtension(compilation, assemblies, found))
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

    private static bool NeedsExtension(Compilation compilation, IEnumerable<IAssemblySymbol> assemblies, ReferencedClass found)
        => compilation.IsSymbolAccessibleWithin(found.Target, compilation.Assembly)
            && compilation.IsSymbolAccessibleWithin(found.Holder, compilation.Assembly)
            && !TypeReader.HidesPatches(found.Target)
            && !HasExtension(compilation, found.Host)
            && !assemblies.Any(assembly => assembly.GivesAccessTo(compilation.Assembly)
                && assembly.GetTypeByMetadataName(FullName(found.Host.ContainingNamespace, ExtensionReader.NameOf(found))) is not null)

            // Of two types with one name, the source can name neither, or its own alone.
            && compilation.GetTypesByMetadataName(FullName(found.Target)).Count(type => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)) == 1
            && compilation.GetTypesByMetadataName(FullName(found.Holder)).Count(type => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)) == 1;

    // A friend sees that of the assembly itself.
    private static bool HasExtension(Compilation compilation, INamedTypeSymbol host)
        => host.GetMembers("get_" + Mention.Property).Any(member => compilation.IsSymbolAccessibleWithin(member, compilation.Assembly));

    private static string FullName(INamedTypeSymbol type)
        => type.ContainingType is { } outer ? $"{FullName(outer)}+{type.MetadataName}" : FullName(type.ContainingNamespace, type.MetadataName);

    private static string FullName(INamespaceSymbol @namespace, string name)
        => @namespace.IsGlobalNamespace ? name : $"{FullName(@namespace.ContainingNamespace, @namespace.MetadataName)}.{name}";
}
