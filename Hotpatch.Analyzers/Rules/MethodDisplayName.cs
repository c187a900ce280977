using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules;

/// <summary>
/// Returns method names as the build's messages show them: <c>Shop.PriceService.Quote(System.Int32)</c>, nested types with <c>+</c>. The name of a
/// handle has the type parameters of a generic method too.
/// </summary>
internal static class MethodDisplayName
{
    public static string Of(IMethodSymbol method)
    {
        if (method is { MethodKind: MethodKind.AnonymousFunction, ContainingSymbol: var around })
            return around is IMethodSymbol outer ? $"the lambda in {Of(outer)}" : $"the lambda in {around.Name}";

        var parameters = string.Join(",", method.Parameters.Select(Of));
        var result = method.MetadataName is WellKnownMemberNames.ImplicitConversionName or WellKnownMemberNames.ExplicitConversionName
            ? "~" + Of(method.ReturnType)
            : string.Empty;

        return $"{TypeOf(method)}.{method.MetadataName}({parameters}){result}";
    }

    public static string Of(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Of(array.ElementType) + (array.IsSZArray ? "[]" : "[" + string.Join(",", Enumerable.Repeat("0...", array.Rank)) + "]"),
        IPointerTypeSymbol pointer => Of(pointer.PointedAtType) + "*",
        IFunctionPointerTypeSymbol { Signature: var signature } => $"method {Of(signature.ReturnType)} *({string.Join(",", signature.Parameters.Select(Of))})",
        IDynamicTypeSymbol => "System.Object",
        INamedTypeSymbol { IsTupleType: true, TupleUnderlyingType: { } tuple } => Of(tuple),
        INamedTypeSymbol named => MetadataTypeName.Of(named) + Arguments(named),
        _ => type.MetadataName,
    };

    // The compiler moves a local function out of its method, and gives it a name that source can't use. So use the enclosing method's name.
    private static string TypeOf(IMethodSymbol method)
        => method is { MethodKind: MethodKind.LocalFunction, ContainingSymbol: IMethodSymbol outer } ? $"{TypeOf(outer)}.{outer.MetadataName}"
            : MetadataTypeName.Of(method.ContainingType);

    private static string Of(IParameterSymbol parameter)
        => Of(parameter.Type)
            + (parameter.RefKind == RefKind.None ? string.Empty : "&")
            + string.Concat(parameter.RefCustomModifiers.Select(modifier => $" {(modifier.IsOptional ? "modopt" : "modreq")}({Of(modifier.Modifier)})"));

    private static string Arguments(INamedTypeSymbol type)
    {
        var arguments = AllArguments(type).Select(Of).ToArray();
        return arguments.Length == 0 ? string.Empty : $"<{string.Join(",", arguments)}>";
    }

    /// <summary>Returns the type arguments of the type and of the types around it, outermost first, as in metadata.</summary>
    private static IEnumerable<ITypeSymbol> AllArguments(INamedTypeSymbol type)
        => (type.ContainingType is { } outer ? AllArguments(outer) : []).Concat(type.TypeArguments);
}
