using System.Runtime.CompilerServices;
using Hotpatch.Analyzers.Handles.Declarations;
using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Handles.Reading;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Extensions;

/// <summary>
/// Finds the handles of woven references: for each type whose handles the project mentions. No generator has seen the source of such a type, so the project
/// itself declares the handle class, in the type's namespace.
/// </summary>
internal static class WovenReferenceFiles
{
    /// <summary>The types of each assembly, by the names that mention their handles.</summary>
    private static readonly ConditionalWeakTable<IAssemblySymbol, ILookup<string, INamedTypeSymbol>> Known = new();

    /// <param name="compilation">The project.</param>
    /// <param name="settings">The project's settings, with its items.</param>
    /// <param name="mentions">The names of types, from <c>PriceService.Patches</c>, and of classes, from <c>PriceServicePatches</c>.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public static IEnumerable<TypeHandles> Read(
        Compilation compilation, HandleSettings settings, IReadOnlyCollection<string> mentions, CancellationToken cancellation)
        => mentions.Count == 0 || !settings.IsOn || !TypeReader.CanDeclareCalls(compilation) ? []
            : settings.References.SelectMany(reference => Read(compilation, reference, mentions, cancellation)).ToArray();

    private static IEnumerable<TypeHandles> Read(Compilation compilation, WovenReference reference, IReadOnlyCollection<string> mentions, CancellationToken cancellation)
    {
        if (compilation.SourceModule.ReferencedAssemblySymbols.FirstOrDefault(reference.IsOf) is not { } assembly || reference.ToScope() is not { } scope)
            return [];

        var types = Known.GetValue(assembly, static assembly => ByName(assembly));
        var reader = new ReferenceReader(compilation, scope);
        return mentions.SelectMany(name => types[name])
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
            .Select(type => GuardedReading.Read(type, () => reader.Read(type, cancellation)))
            .OfType<TypeHandles>();
    }

    private static ILookup<string, INamedTypeSymbol> ByName(IAssemblySymbol assembly)
        => TypesIn(assembly.GlobalNamespace)
            .SelectMany(type => NamesOf(type).Select(name => (Name: name, Type: type)))
            .ToLookup(pair => pair.Name, pair => pair.Type, StringComparer.Ordinal);

    private static IEnumerable<string> NamesOf(INamedTypeSymbol type)
    {
        var stem = ReferencedClassNames.StemOf(type);
        var arity = type.AllTypeParameters().Count();
        yield return type.Name;
        yield return stem + HandleClass.Patches;
        if (arity > 0)
            yield return ReferencedClassNames.AllStemOf(stem, arity) + HandleClass.Patches;
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceSymbol @namespace)
        => @namespace.GetTypeMembers().SelectMany(WithNested).Concat(@namespace.GetNamespaceMembers().SelectMany(TypesIn));

    private static IEnumerable<INamedTypeSymbol> WithNested(INamedTypeSymbol type)
        => type.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Interface ? type.GetTypeMembers().SelectMany(WithNested).Prepend(type) : [];
}
