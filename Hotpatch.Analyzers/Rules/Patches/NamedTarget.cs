using System.Collections.Immutable;
using Hotpatch.Analyzers.Handles.Reading;
using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>What a patch names: a method by its type and its name, or by its full name.</summary>
/// <param name="Text">As messages name it.</param>
/// <param name="Name">The method's name, without its type.</param>
/// <param name="Types">The types that are named, open; none where they are not in any reference.</param>
/// <param name="Named">The type as <c>typeof</c> has it; null where it was named otherwise.</param>
/// <param name="FullName">The full name, where it is named by that.</param>
internal sealed record NamedTarget(string Text, string Name, ImmutableArray<INamedTypeSymbol> Types, ITypeSymbol? Named, string? FullName)
{
    public static NamedTarget Of(PatchMethod patch, Compilation compilation)
    {
        if (patch.Own?.Target is { } target)
            return ByFullName(target, compilation);

        var name = patch.Own?.Method ?? patch.Symbol.MetadataName;
        return (patch.Own?.Type ?? (patch.OfClass?.Type)) is { } type ? ByType(type, name)
            : patch.OfClass?.Target is { } typeName ? ByTypeName(typeName.Replace(" ", string.Empty), name, compilation)
            : ByClass(patch.Symbol.ContainingType, name, compilation);
    }

    /// <summary>
    /// Whether the name is one that the compiler makes, of a lambda, or has type arguments, of an instantiation: another build may call it otherwise.
    /// </summary>
    public bool HasAngles => (FullName is null ? Name : PathOf(FullName)).IndexOf('<') >= 0;

    /// <summary>The methods that are meant, open.</summary>
    public IEnumerable<IMethodSymbol> Methods
    {
        get
        {
            var named = Types.SelectMany(type => type.GetMembers()).SelectMany(MethodsNamed);
            if (FullName is not { } wanted)
                return named;

            var methods = named.ToArray();
            var full = methods.Where(method => Names(wanted, Handles.Reading.FullName.Of(method))).ToArray();

            // A property's name has no parameter list, and is no method's.
            return full.Length > 0 || wanted.IndexOf('(') >= 0 ? full : methods.Where(method => method.MetadataName != Name);
        }
    }

    /// <summary>Methods of that name, whatever their parameters.</summary>
    public IEnumerable<IMethodSymbol> Overloads => Types.SelectMany(type => type.GetMembers()).SelectMany(MethodsNamed);

    private static NamedTarget ByType(ITypeSymbol type, string name)
        => type is INamedTypeSymbol named
            ? new($"{MetadataTypeName.Of(named)}.{name}", name, ImmutableArray.Create(named.OriginalDefinition), type, FullName: null)
            : new($"{MethodDisplayName.Of(type)}.{name}", name, ImmutableArray<INamedTypeSymbol>.Empty, type, FullName: null);

    private static NamedTarget ByTypeName(string type, string name, Compilation compilation)
        => new($"{type}.{name}", name, compilation.GetTypesByMetadataName(type), Named: null, FullName: null);

    private static NamedTarget ByClass(INamedTypeSymbol @class, string name, Compilation compilation)
    {
        // The class itself has the name too.
        var named = ByTypeName(MetadataTypeName.Of(@class), name, compilation);
        return named with { Types = named.Types.RemoveAll(found => RuntimeSymbols.Is(found, @class)) };
    }

    // Where the type ends is not to be seen from the name: Shop.PriceService..ctor, Shop.PriceService.Shop.IPricing.Quote.
    private static NamedTarget ByFullName(string target, Compilation compilation)
    {
        var wanted = target.Replace(" ", string.Empty);
        var path = PathOf(wanted);
        for (var dot = path.LastIndexOf('.'); dot > 0; dot = path.LastIndexOf('.', dot - 1))
        {
            var types = compilation.GetTypesByMetadataName(path.Substring(0, dot));
            if (types.Length > 0)
                return new NamedTarget(target, WithoutArguments(path.Substring(dot + 1)), types, Named: null, wanted);
        }

        return new NamedTarget(target, path, ImmutableArray<INamedTypeSymbol>.Empty, Named: null, wanted);
    }

    private static string PathOf(string name) => name.IndexOfAny(['(', '~']) is >= 0 and var end ? name.Substring(0, end) : name;

    // Those at the end: the name of an interface may have some too, as in IReader<System.Int32>.Read.
    private static string WithoutArguments(string name)
    {
        var depth = 0;
        for (var i = name.Length - 1; i > 0 && name[name.Length - 1] == '>'; i--)
        {
            depth += name[i] switch { '>' => 1, '<' => -1, _ => 0 };
            if (depth == 0)
                return name.Substring(0, i);
        }

        return name;
    }

    /// <summary>As a handle is found: the name may leave out the parameters, and the type parameters.</summary>
    private static bool Names(string wanted, string name)
        => wanted == name
            || (name.Length > wanted.Length && name[wanted.Length] is '(' or '~' or '<' && name.StartsWith(wanted, StringComparison.Ordinal));

    private IEnumerable<IMethodSymbol> MethodsNamed(ISymbol member) => member switch
    {
        IMethodSymbol method when method.MetadataName == Name => [method],
        IPropertySymbol property when property.MetadataName == Name => new[] { property.GetMethod, property.SetMethod }.OfType<IMethodSymbol>(),
        IEventSymbol @event when @event.MetadataName == Name => new[] { @event.AddMethod, @event.RemoveMethod }.OfType<IMethodSymbol>(),
        _ => [],
    };
}
