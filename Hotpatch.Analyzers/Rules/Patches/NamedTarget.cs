using System.Collections.Immutable;
using Hotpatch.Analyzers.Handles.Reading;
using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>The target that a patch names: a method by type and name, or by its full name.</summary>
/// <param name="Text">The name in messages.</param>
/// <param name="Name">The method's name, without the type.</param>
/// <param name="Types">The types of that name, open; none if no reference has one.</param>
/// <param name="Named">The type from <c>typeof</c>; null if the patch names the type otherwise.</param>
/// <param name="FullName">The full name; null if the patch names the target otherwise.</param>
internal sealed record NamedTarget(string Text, string Name, ImmutableArray<INamedTypeSymbol> Types, ITypeSymbol? Named, string? FullName)
{
    private const string Constructor = "Constructor";

    public static NamedTarget Of(PatchMethod patch, Compilation compilation)
    {
        if (patch.Own?.Target is { } target)
            return ByFullName(patch.IsOfCalls ? WithConstructor(target) : target, compilation);

        var name = patch.Own?.Method ?? patch.Symbol.MetadataName;
        if (patch.IsOfCalls && name == Constructor)
            name = WellKnownMemberNames.InstanceConstructorName;

        return (patch.Own?.Type ?? (patch.OfClass?.Type)) is { } type ? ByType(type, name)
            : patch.OfClass?.Target is { } typeName ? ByTypeName(typeName.Replace(" ", string.Empty), name, compilation)
            : ByClass(patch.Symbol.ContainingType, name, compilation);
    }

    /// <summary>
    /// Whether the name has angle brackets: of a name from the compiler, such as a lambda's, or of type arguments. Another build may use another name.
    /// </summary>
    public bool HasAngles => (FullName is null ? Name : PathOf(FullName)).IndexOf('<') >= 0;

    /// <summary>The methods of that name, open.</summary>
    public IEnumerable<IMethodSymbol> Methods
    {
        get
        {
            var named = Types.SelectMany(type => type.GetMembers()).SelectMany(MethodsNamed);
            if (FullName is not { } wanted)
                return named;

            var methods = named.ToArray();
            var full = methods.Where(method => Names(wanted, Handles.Reading.FullName.Of(method))).ToArray();

            // The full name has no parameter list, so it must be the name of a property or event.
            return full.Length > 0 || wanted.IndexOf('(') >= 0 ? full : methods.Where(method => method.MetadataName != Name);
        }
    }

    /// <summary>The methods of that name, whatever their parameters.</summary>
    public IEnumerable<IMethodSymbol> Overloads => Types.SelectMany(type => type.GetMembers()).SelectMany(MethodsNamed);

    // Marks of calls take this name for constructors too.
    private static string WithConstructor(string target)
        => target.Replace($".{Constructor}(", $".{WellKnownMemberNames.InstanceConstructorName}(") is var name && name.EndsWith("." + Constructor, StringComparison.Ordinal)
            ? name.Substring(0, name.Length - Constructor.Length) + WellKnownMemberNames.InstanceConstructorName
            : name;

    private static NamedTarget ByType(ITypeSymbol type, string name)
        => type is INamedTypeSymbol named
            ? new($"{MetadataTypeName.Of(named)}.{name}", name, ImmutableArray.Create(named.OriginalDefinition), type, FullName: null)
            : new($"{MethodDisplayName.Of(type)}.{name}", name, ImmutableArray<INamedTypeSymbol>.Empty, type, FullName: null);

    private static NamedTarget ByTypeName(string type, string name, Compilation compilation)
        => new($"{type}.{name}", name, compilation.GetTypesByMetadataName(type), Named: null, FullName: null);

    private static NamedTarget ByClass(INamedTypeSymbol @class, string name, Compilation compilation)
    {
        // The class with the patches has the same name.
        var named = ByTypeName(MetadataTypeName.Of(@class), name, compilation);
        return named with { Types = named.Types.RemoveAll(found => RuntimeSymbols.Is(found, @class)) };
    }

    // The name doesn't show where the type ends: Shop.PriceService..ctor, Shop.PriceService.Shop.IPricing.Quote. So try every dot.
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

    // Only those at the end: an interface in the name may have type arguments too, as in IReader<System.Int32>.Read.
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

    /// <summary>Compares names as a look-up of a handle does: the parameters and the type parameters may be missing.</summary>
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
