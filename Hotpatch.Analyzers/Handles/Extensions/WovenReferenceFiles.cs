using System.Runtime.CompilerServices;
using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Handles.Reading;
using Hotpatch.Analyzers.Selection;
using Hotpatch.Fody.Selection;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Extensions;

/// <summary>
/// Finds the handles of woven references: for each type whose handles the project mentions. No generator has seen the source of such a type, so the project
/// itself declares the handle class, in the type's namespace. Only signatures that a <c>Func</c> or an <c>Action</c> fits have a handle here.
/// </summary>
internal static class WovenReferenceFiles
{
    private static readonly ConditionalWeakTable<IAssemblySymbol, ILookup<string, INamedTypeSymbol>> Known = new();

    public static IEnumerable<ExtensionFile> Read(
        Compilation compilation, HandleSettings settings, IReadOnlyCollection<WovenReference> references, IReadOnlyCollection<string> mentions, CancellationToken cancellation)
    {
        if (references.Count == 0 || mentions.Count == 0 || !settings.IsOn || !LanguageFeatures.Of(compilation).Extensions)
            return [];

        return references.SelectMany(reference => Read(compilation, reference, mentions, cancellation)).ToArray();
    }

    private static IEnumerable<ExtensionFile> Read(Compilation compilation, WovenReference reference, IReadOnlyCollection<string> mentions, CancellationToken cancellation)
    {
        var assembly = compilation.SourceModule.ReferencedAssemblySymbols
            .FirstOrDefault(assembly => string.Equals(assembly.Name, reference.Assembly, StringComparison.OrdinalIgnoreCase));
        if (assembly is null || reference.ToConfig() is not { } config)
            yield break;

        var scope = new PatchableScope(WholeAssembly: false, config);
        var types = Known.GetValue(assembly, static assembly => TypesIn(assembly.GlobalNamespace).ToLookup(type => type.Name, StringComparer.Ordinal));
        foreach (var type in mentions.SelectMany(name => types[name]).Where(type => CanHaveHandles(compilation, type)))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Read(compilation, type, scope) is { } file)
                yield return file;
        }
    }

    private static ExtensionFile? Read(Compilation compilation, INamedTypeSymbol type, PatchableScope scope)
    {
        var features = LanguageFeatures.Of(compilation);
        var text = new TypeText(type, features, isNullable: true);
        var name = ClassName(type);
        var reader = new HandleReader(text, features, HandleNames.Of(type, [name]));
        var methods = type.GetMembers().OfType<IMethodSymbol>().Where(method => CanHaveHandle(compilation, method, scope)).ToArray();
        var handles = methods.OrderBy(method => method.MetadataName, StringComparer.Ordinal).ThenBy(FullName.Of, StringComparer.Ordinal)
            .Select(reader.Read)
            .Where(handle => handle.Delegate is null && !handle.IsUnsafe)
            .Select(handle => handle with { IsPublic = false })
            .ToArray();
        if (handles.Length == 0 || TypeReader.MembersName(handles, []) is not { } members)
            return null;

        return new(
            ExtensionReader.NameOf(name, type.ContainingAssembly.Name),
            NamespaceOf(type),
            methods.SelectMany(SymbolParts.NamedTypes).SelectMany(AttributeText.WarningsOf)
                .Distinct(StringComparer.Ordinal).OrderBy(code => code, StringComparer.Ordinal).ToEquatableArray(),
            AttributeText.Cautions(type).ToEquatableArray(),
            new HandleClass(
                Identifiers.Escape(name),
                AllName: null,
                members,
                default,
                IsPublic: false,
                text.Of(type),
                TypeText.Open(type),
                Documentation.IdOf(type),
                default,
                default,
                handles.ToEquatableArray()));
    }

    private static bool CanHaveHandles(Compilation compilation, INamedTypeSymbol type)
    {
        var fullName = NamespaceOf(type) is { Length: > 0 } @namespace ? $"{@namespace.Replace("@", string.Empty)}.{type.MetadataName}" : type.MetadataName;
        return type.Arity == 0
            && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)
            && !TypeReader.HidesPatches(type)
            && compilation.GetTypesByMetadataName(fullName).Count(found => compilation.IsSymbolAccessibleWithin(found, compilation.Assembly)) == 1

            // A project with marks declares its handles itself.
            && ReferencedClass.In(type.ContainingAssembly)[type.Name].All(found => !SymbolEqualityComparer.Default.Equals(found.Target, type))
            && !compilation.GetTypesByMetadataName(fullName + Suffix).Any(found => compilation.IsSymbolAccessibleWithin(found, compilation.Assembly));
    }

    private static bool CanHaveHandle(Compilation compilation, IMethodSymbol method, PatchableScope scope)
        => method is { Arity: 0, IsAbstract: false, IsExtern: false }
            && method.MethodKind is MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove
            && TypeReader.IsSpeakable(method)
            && compilation.IsSymbolAccessibleWithin(method, compilation.Assembly)
            && SymbolMarks.Of(method, scope) != Mark.None;

    private const string Suffix = "Patches";

    private static string ClassName(INamedTypeSymbol type) => type.Name + Suffix;

    private static string NamespaceOf(INamedTypeSymbol type)
        => type.ContainingNamespace is { IsGlobalNamespace: false } named ? named.ToDisplayString(NamespaceFormat) : string.Empty;

    private static SymbolDisplayFormat NamespaceFormat { get; }
        = SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceSymbol @namespace)
        => @namespace.GetTypeMembers().Concat(@namespace.GetNamespaceMembers().SelectMany(TypesIn));
}
