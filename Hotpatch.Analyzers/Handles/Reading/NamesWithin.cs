using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>
/// Chooses the names of all handle classes in one namespace, or nested in one type. A name depends on the type's own name, so a new type changes no
/// name. Only if two types ask for the same name, or the source has it already, one of them gets a number.
/// </summary>
internal sealed class NamesWithin
{
    private const string Suffix = "Patches";

    /// <summary>The names in each container. The compilation keeps the containers alive.</summary>
    private static readonly ConditionalWeakTable<ISymbol, NamesWithin> Known = new();

    private readonly Dictionary<INamedTypeSymbol, ClassNames> _names = new(SymbolEqualityComparer.Default);
    private readonly HashSet<(string Name, int Arity)> _assigned = [];
    private readonly INamespaceOrTypeSymbol _container;
    private readonly int _depth;

    private NamesWithin(INamespaceOrTypeSymbol container)
    {
        _container = container;
        _depth = container is INamedTypeSymbol host ? host.Chain().Count : 0;
        var claims = Types().Select(type => new Claim(type, [.. type.Chain().Skip(_depth)]))
            .OrderBy(claim => claim.Parts.Length)
            .ThenBy(claim => string.Join("+", claim.Parts.Select(part => part.MetadataName)), StringComparer.Ordinal)
            .ToArray();

        // The names for all instantiations come last, so that Box<T> takes no name from a class AllBox.
        var names = claims.Select(claim => Assign(claim.Stem + Suffix, claim.Arity)).ToArray();
        var allNames = claims.Select(claim => claim.Type.AllTypeParameters().Any() ? Assign($"All{claim.Stem}{claim.ArityText}{Suffix}", arity: 0) : null).ToArray();
        for (var i = 0; i < claims.Length; i++)
            _names[claims[i].Type] = new(names[i], allNames[i]);
    }

    public static NamesWithin Of(INamespaceOrTypeSymbol container) => Known.GetValue(container, static key => new((INamespaceOrTypeSymbol)key));

    public ClassNames Of(INamedTypeSymbol type) => _names[type];

    private IEnumerable<INamedTypeSymbol> Types()
        => _container is INamedTypeSymbol host ? Nested(host).Prepend(host)
            : _container.GetTypeMembers().Where(CanHaveHandles).SelectMany(type => Nested(type).Prepend(type));

    private static IEnumerable<INamedTypeSymbol> Nested(INamedTypeSymbol type)
        => type.GetTypeMembers().Where(CanHaveHandles).SelectMany(inner => Nested(inner).Prepend(inner));

    private static bool CanHaveHandles(INamedTypeSymbol type)
        => type is { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface, IsFileLocal: false };

    private string Assign(string name, int arity)
    {
        var unique = Identifiers.Unique(name, candidate => _assigned.Contains((candidate, arity)) || IsTaken(candidate, arity));
        _assigned.Add((unique, arity));
        return unique;
    }

    private bool IsTaken(string name, int arity)
    {
        if (_container is not INamedTypeSymbol host)
            return _container.GetMembers(name).Any(member => member is not INamedTypeSymbol type || type.Arity == arity);

        for (var part = host; part is not null; part = part.BaseType)
        {
            if (part.GetMembers(name).Length > 0 || part.Name == name || part.TypeParameters.Any(parameter => parameter.Name == name))
                return true;
        }

        return false;
    }

    /// <param name="Type">The type.</param>
    /// <param name="Parts">The type and the types around it, within the container.</param>
    private sealed record Claim(INamedTypeSymbol Type, INamedTypeSymbol[] Parts)
    {
        /// <summary>The start of the names, such as Outer_Inner. Underscores in names are doubled, to keep A.B_C and A_B.C apart.</summary>
        public string Stem
            => Parts.Length == 0 ? "Private"
                : Parts.Length == 1 ? Parts[0].Name
                : string.Join("_", Parts.Select(part => part.Name.Replace("_", "__")));

        public int Arity => Parts.Sum(part => part.Arity);

        // Box<T> gets AllBoxPatches, and Box<T, U> gets AllBox_2Patches, even if there is no Box<T>.
        public string ArityText => Arity > 1 ? "_" + Arity.ToString(CultureInfo.InvariantCulture) : string.Empty;
    }
}
