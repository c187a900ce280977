using System.Collections.Immutable;
using Hotpatch.Analyzers.Handles.Reading;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>
/// Finds the instantiations of a generic target that a patch is for. If the patch names type arguments or a closed type, it is for one; if the patch
/// has the target's type parameters itself, it is for all.
/// </summary>
internal static class Instantiation
{
    /// <summary>Returns the target with the patch's type arguments.</summary>
    /// <param name="target">The target's definition.</param>
    /// <param name="named">The type in the mark; null if the mark names none.</param>
    /// <param name="patch">The patch.</param>
    /// <param name="problem">The problem, if the result is null.</param>
    public static IMethodSymbol? Of(IMethodSymbol target, ITypeSymbol? named, PatchMethod patch, out string? problem)
    {
        problem = null;
        var parameters = target.ContainingType.AllTypeParameters().Concat(target.TypeParameters).Count();
        var method = patch.Symbol;
        if (Named(named, patch, parameters) is { } given)
        {
            // If the method is generic too, the target gets the method's type parameters.
            problem = given.Length != parameters ? $"{Count(parameters)} expected, but {given.Length} {(given.Length == 1 ? "was" : "were")} found."
                : method.Arity > 0 && method.Arity != parameters ? $"for one instantiation, a method without type parameters was expected, but {Found(method.Arity)}."
                : null;
            return problem is not null ? null : Close(target, method.Arity > 0 ? ImmutableArray<ITypeSymbol>.CastUp(method.TypeParameters) : given);
        }

        problem = method.Arity == parameters
            ? parameters > 0 && patch is { IsOfCalls: true, Caller: null }
                ? "to patch the calls of all instantiations, name the assembly that makes them by In. For the calls of all assemblies, select one by TypeArguments."
                : null
            : parameters == 0 ? "it is not generic, but the patch is."
            : $"a method with {Parameters(parameters)} of its own was expected, or TypeArguments for one instantiation, but {Found(method.Arity)}.";
        return problem is null ? Close(target, ImmutableArray<ITypeSymbol>.CastUp(method.TypeParameters)) : null;
    }

    /// <summary>Returns the type arguments of the one instantiation that the patch names, or null if it names none.</summary>
    private static ImmutableArray<ITypeSymbol>? Named(ITypeSymbol? named, PatchMethod patch, int parameters)
    {
        if (!IsClosed(named))
            return patch.TypeArguments;

        // If the type is closed, TypeArguments may have only those of the method.
        var ofType = ((INamedTypeSymbol)named!).Chain().SelectMany(part => part.TypeArguments).ToImmutableArray();
        return patch.TypeArguments is not { } given ? ofType
            : given.Length == parameters ? given
            : ofType.AddRange(given);
    }

    /// <summary>Whether a type from <c>typeof</c> is closed.</summary>
    public static bool IsClosed(ITypeSymbol? type)
        => type is INamedTypeSymbol { IsUnboundGenericType: false } named && named.Chain().Any(part => part.IsGenericType);

    private static string Count(int number) => number switch
    {
        0 => "it is not generic, so no type argument was",
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
