using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>The full names of methods, as their handles have them: <c>Shop.PriceService.Quote(System.Int32)</c>.</summary>
internal static class FullName
{
    public static string Of(IMethodSymbol method)
    {
        var name = $"{new SymbolName(method).Type}.{method.MetadataName}{Arguments(method.TypeParameters)}"
            + $"({string.Join(",", method.Parameters.Select(parameter => Of(parameter.Type) + (parameter.RefKind == RefKind.None ? string.Empty : "&")))})";
        return method.MethodKind == MethodKind.Conversion ? $"{name}~{Of(method.ReturnType)}" : name;
    }

    private static string Of(ITypeSymbol type)
        => type switch
        {
            IArrayTypeSymbol array => $"{Of(array.ElementType)}[{new string(',', array.Rank - 1)}]",
            IPointerTypeSymbol pointer => Of(pointer.PointedAtType) + "*",
            IFunctionPointerTypeSymbol => "delegate*",
            IDynamicTypeSymbol => "System.Object",
            INamedTypeSymbol { IsTupleType: true, TupleUnderlyingType: { } underlying } => Of(underlying),
            INamedTypeSymbol named => Name(named) + Arguments(named.Chain().SelectMany(part => part.TypeArguments)),
            _ => type.Name,
        };

    private static string Name(INamedTypeSymbol type)
        => type.ContainingType is { } outer ? $"{Name(outer)}+{type.MetadataName}"
            : SymbolName.NamespaceOf(type) is { Length: > 0 } @namespace ? $"{@namespace}.{type.MetadataName}"
            : type.MetadataName;

    private static string Arguments(IEnumerable<ITypeSymbol> arguments)
        => string.Join(",", arguments.Select(Of)) is { Length: > 0 } text ? $"<{text}>" : string.Empty;
}
