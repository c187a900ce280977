using System.Collections.Immutable;
using Hotpatch.Analyzers.Handles.Reading;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>
/// Which instantiation of a generic target a patch is for: the one that its type arguments or the closed type name, or each, when the method has
/// the target's type parameters itself.
/// </summary>
internal static class Instantiation
{
    /// <summary>The target over the patch's types.</summary>
    /// <param name="target">The target's definition.</param>
    /// <param name="named">The type as the mark names it, where it does.</param>
    /// <param name="patch">The patch.</param>
    /// <param name="problem">What is wrong, where there is none.</param>
    public static IMethodSymbol? Of(IMethodSymbol target, ITypeSymbol? named, PatchMethod patch, out string? problem)
    {
        problem = null;
        var parameters = target.ContainingType.AllTypeParameters().Concat(target.TypeParameters).Count();
        var method = patch.Symbol;
        if (Named(named, patch, parameters) is { } given)
        {
            // A method that is generic all the same is closed over them.
            problem = given.Length != parameters ? $"{Count(parameters)} expected, but {given.Length} {(given.Length == 1 ? "was" : "were")} found."
                : method.Arity > 0 && method.Arity != parameters ? $"for one instantiation, a method without type parameters was expected, but {Found(method.Arity)}."
                : null;
            return problem is not null ? null : Close(target, method.Arity > 0 ? ImmutableArray<ITypeSymbol>.CastUp(method.TypeParameters) : given);
        }

        problem = method.Arity == parameters ? null
            : parameters == 0 ? "it is not generic, but the patch is."
            : $"a method with {Parameters(parameters)} of its own was expected, or TypeArguments for one instantiation, but {Found(method.Arity)}.";
        return problem is null ? Close(target, ImmutableArray<ITypeSymbol>.CastUp(method.TypeParameters)) : null;
    }

    /// <summary>The arguments of the one instantiation that is named; null where none is.</summary>
    private static ImmutableArray<ITypeSymbol>? Named(ITypeSymbol? named, PatchMethod patch, int parameters)
    {
        if (!IsClosed(named))
            return patch.TypeArguments;

        // With a closed type, those of the method alone may be given.
        var ofType = ((INamedTypeSymbol)named!).Chain().SelectMany(part => part.TypeArguments).ToImmutableArray();
        return patch.TypeArguments is not { } given ? ofType
            : given.Length == parameters ? given
            : ofType.AddRange(given);
    }

    /// <summary>Whether a type as <c>typeof</c> has it names an instantiation.</summary>
    public static bool IsClosed(ITypeSymbol? type)
        => type is INamedTypeSymbol { IsUnboundGenericType: false } named && named.Chain().Any(part => part.IsGenericType);

    private static string Count(int number) => number switch
    {
        0 => "it is not generic, so that no type argument was",
        1 => "one type argument was",
        _ => $"{number} type arguments were",
    };

    private static string Parameters(int number) => number == 1 ? "one type parameter" : $"{number} type parameters";

    private static string Found(int arity) => arity == 0 ? "it has none" : $"it has {arity}";

    private static IMethodSymbol Close(IMethodSymbol target, ImmutableArray<ITypeSymbol> arguments)
    {
        var ofMethod = target.Arity;
        var type = Close(target.ContainingType, arguments.RemoveRange(arguments.Length - ofMethod, ofMethod));
        var method = type.GetMembers(target.Name).OfType<IMethodSymbol>()
            .First(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, target));
        return ofMethod == 0 ? method : method.Construct([.. arguments.Skip(arguments.Length - ofMethod)]);
    }

    private static INamedTypeSymbol Close(INamedTypeSymbol definition, ImmutableArray<ITypeSymbol> arguments)
    {
        var own = arguments.Skip(arguments.Length - definition.Arity).ToArray();
        var open = definition.ContainingType is { } outer
            ? Close(outer, arguments.RemoveRange(arguments.Length - own.Length, own.Length)).GetTypeMembers(definition.Name, definition.Arity)
                .First(nested => SymbolEqualityComparer.Default.Equals(nested.OriginalDefinition, definition))
            : definition;
        return own.Length == 0 ? open : open.Construct(own);
    }
}
