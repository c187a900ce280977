using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>Reads symbols, including properties that this project's version of Roslyn doesn't have.</summary>
internal static class SymbolParts
{
    private static readonly PropertyInfo? AllowsRefLikeProperty = typeof(ITypeParameterSymbol).GetProperty("AllowsRefLikeType");

    public static bool AllowsRefLike(this ITypeParameterSymbol parameter) => AllowsRefLikeProperty?.GetValue(parameter) is true;

    /// <summary>Returns the type and all types in it.</summary>
    public static IEnumerable<ITypeSymbol> Parts(this ITypeSymbol type)
        => new[] { type }.Concat(type switch
        {
            IArrayTypeSymbol array => array.ElementType.Parts(),
            IPointerTypeSymbol pointer => pointer.PointedAtType.Parts(),
            IFunctionPointerTypeSymbol { Signature: var signature }
                => signature.Parameters.Select(parameter => parameter.Type).Append(signature.ReturnType).SelectMany(Parts),
            INamedTypeSymbol named => named.Chain().SelectMany(part => part.TypeArguments).SelectMany(Parts)
                .Concat(named.ContainingType is { } outer ? outer.Parts() : []),
            _ => [],
        });

    /// <summary>Returns the type and the types around it, outermost first.</summary>
    public static IReadOnlyList<INamedTypeSymbol> Chain(this INamedTypeSymbol type)
    {
        var chain = new List<INamedTypeSymbol>();
        for (var part = type; part is not null; part = part.ContainingType)
            chain.Insert(0, part);

        return chain;
    }

    /// <summary>Returns the type parameters of the type and of the types around it, outermost first.</summary>
    public static IEnumerable<ITypeParameterSymbol> AllTypeParameters(this INamedTypeSymbol type) => type.Chain().SelectMany(part => part.TypeParameters);

    /// <summary>Returns all types that the declaration of a method's handle names: those in the signature and in constraints, and the declaring type.</summary>
    public static IEnumerable<ITypeSymbol> NamedTypes(this IMethodSymbol method)
        => method.Parameters.Select(parameter => parameter.Type)
            .Append(method.ReturnType)
            .Concat(method.TypeParameters.Concat(method.ContainingType.AllTypeParameters()).SelectMany(parameter => parameter.ConstraintTypes))
            .Append(method.ContainingType)
            .SelectMany(Parts);

    public static bool IsPointer(this ITypeSymbol type) => type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer;

    /// <summary>Whether the compiler accepts the type as an argument of <c>Func</c>, in every version of the framework.</summary>
    public static bool CanBeTypeArgument(this ITypeSymbol type)
        => !type.IsPointer()
            && !type.IsRefLikeType
            && type.SpecialType is not (SpecialType.System_TypedReference
                or SpecialType.System_ArgIterator
                or SpecialType.System_RuntimeArgumentHandle)
            && !(type is ITypeParameterSymbol parameter && parameter.AllowsRefLike())
            && !(type.TypeKind == TypeKind.Interface && type.AllInterfaces.Prepend(type).Any(HasStaticAbstractMember));

    // An interface with static abstract members can't be a type argument, because nothing implements the members.
    private static bool HasStaticAbstractMember(ITypeSymbol type) => type.GetMembers().Any(member => member is { IsStatic: true, IsAbstract: true });
}
