using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>The names of what is generated for a type, none of which the source or another type's may have.</summary>
internal sealed record ClassNames(string Name, string? AllName, string ExtensionName)
{
    private const string Suffix = "Patches";

    /// <param name="type">The type.</param>
    /// <param name="host">The type that they are to be nested in; null where they stand in the namespace.</param>
    public static ClassNames Of(INamedTypeSymbol type, INamedTypeSymbol? host)
        => host is null ? InNamespace(type) : InHost(type, host);

    private static ClassNames InNamespace(INamedTypeSymbol type)
    {
        var @namespace = type.ContainingNamespace;
        var chain = type.Chain();
        var flat = string.Join("_", chain.Select(part => part.Name));
        var arity = chain.Sum(part => part.Arity);

        // A.B_C and A_B.C
        var number = Named(@namespace, flat)
            .Where(other => other.AllTypeParameters().Count() == arity)
            .TakeWhile(other => !SymbolEqualityComparer.Default.Equals(other, type)).Count();
        var stem = number == 0 ? flat : flat + (number + 1).ToString(CultureInfo.InvariantCulture);

        var name = Identifiers.Unique(stem + Suffix, candidate => IsTaken(@namespace, candidate, arity));
        var extension = name + "Extension" + (arity > 0 ? arity.ToString(CultureInfo.InvariantCulture) : string.Empty);
        return new(
            name,
            arity > 0 ? AllOf(@namespace, stem, chain, arity) : null,
            Identifiers.Unique(InGlobalNamespace(@namespace, extension), candidate => IsTaken(type.ContainingAssembly.GlobalNamespace, candidate, arity: 0)));
    }

    // Two underscores, so that A.B_C and A_B.C stay apart.
    private static string InGlobalNamespace(INamespaceSymbol @namespace, string name)
        => @namespace.IsGlobalNamespace ? name : InGlobalNamespace(@namespace.ContainingNamespace, $"{@namespace.Name}__{name}");

    // Box<T> is AllBoxPatches, and beside it Box<T, U> is AllBox2Patches.
    private static string AllOf(INamespaceSymbol @namespace, string stem, IReadOnlyList<INamedTypeSymbol> chain, int arity)
    {
        var isFirst = !Named(@namespace, string.Join("_", chain.Select(part => part.Name)))
            .Select(other => other.AllTypeParameters().Count())
            .Any(other => other > 0 && other < arity);
        var all = "All" + stem + (isFirst ? string.Empty : arity.ToString(CultureInfo.InvariantCulture));
        return Identifiers.Unique(
            all + Suffix, candidate => IsTaken(@namespace, candidate, arity: 0) || (candidate == all + Suffix && IsTaken(@namespace, all, arity: 0)));
    }

    private static ClassNames InHost(INamedTypeSymbol type, INamedTypeSymbol host)
    {
        var inner = type.Chain().Skip(host.Chain().Count).Select(part => part.Name).ToArray();
        var stem = inner.Length == 0 ? "Private" : string.Join("_", inner);
        return new(
            Identifiers.Unique(stem + Suffix, IsTakenInHost),
            type.AllTypeParameters().Any() ? Identifiers.Unique($"All{stem}{Suffix}", IsTakenInHost) : null,
            string.Empty);

        bool IsTakenInHost(string name)
        {
            for (var part = host; part is not null; part = part.BaseType)
            {
                if (part.GetMembers(name).Length > 0 || part.Name == name || part.TypeParameters.Any(parameter => parameter.Name == name))
                    return true;
            }

            return false;
        }
    }

    private static bool IsTaken(INamespaceSymbol @namespace, string name, int arity)
        => @namespace.GetMembers(name).Any(member => member is not INamedTypeSymbol type || type.Arity == arity);

    /// <summary>The types whose names, joined, are this one: those that are least nested first.</summary>
    private static IEnumerable<INamedTypeSymbol> Named(INamespaceOrTypeSymbol container, string name)
    {
        var found = container.GetTypeMembers(name).AsEnumerable();
        for (var i = name.IndexOf('_'); i >= 0; i = name.IndexOf('_', i + 1))
            found = found.Concat(container.GetTypeMembers(name.Substring(0, i)).SelectMany(outer => Named(outer, name.Substring(i + 1))).ToArray());

        return found;
    }
}
