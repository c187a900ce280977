using System.Reflection.Metadata;
using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>Returns the full names of methods, as handles have them: <c>Shop.PriceService.Quote(System.Int32)</c>.</summary>
internal static class FullName
{
    public static string Of(IMethodSymbol method)
    {
        var parameters = method.Parameters.Select(parameter => Of(parameter, method));
        var name = $"{MetadataTypeName.Of(method.ContainingType)}.{method.MetadataName}{Arguments(method.TypeParameters, method)}({string.Join(",", parameters)})";
        return method.MetadataName is "op_Implicit" or "op_Explicit" ? $"{name}~{Of(method.ReturnType, method)}" : name;
    }

    private static string Of(IParameterSymbol parameter, IMethodSymbol method) => Of(parameter.Type, method) + Reference(parameter.RefKind);

    private static string Reference(RefKind kind) => kind == RefKind.None ? string.Empty : "&";

    // delegate*<System.Int32,System.Void>
    private static string Of(IMethodSymbol pointedAt, IMethodSymbol method)
    {
        var keyword = pointedAt.CallingConvention == SignatureCallingConvention.Default ? "delegate*" : "delegate*unmanaged";
        var types = pointedAt.Parameters.Select(parameter => Of(parameter, method)).Append(Of(pointedAt.ReturnType, method) + Reference(pointedAt.RefKind));
        return $"{keyword}<{string.Join(",", types)}>";
    }

    private static string Of(ITypeSymbol type, IMethodSymbol method)
        => type switch
        {
            IArrayTypeSymbol array => $"{Of(array.ElementType, method)}[{new string(',', array.Rank - 1)}]",
            IPointerTypeSymbol pointer => Of(pointer.PointedAtType, method) + "*",
            IFunctionPointerTypeSymbol { Signature: var signature } => Of(signature, method),
            IDynamicTypeSymbol => "System.Object",
            INamedTypeSymbol { IsTupleType: true, TupleUnderlyingType: { } underlying } => Of(underlying, method),

            // Reflection shows a type over its own type parameters as the open type.
            INamedTypeSymbol named when SymbolEqualityComparer.Default.Equals(named, method.ContainingType) => MetadataTypeName.Of(named),
            INamedTypeSymbol named => MetadataTypeName.Of(named) + Arguments(named.Chain().SelectMany(part => part.TypeArguments), method),
            _ => type.Name,
        };

    private static string Arguments(IEnumerable<ITypeSymbol> arguments, IMethodSymbol method)
        => string.Join(",", arguments.Select(argument => Of(argument, method))) is { Length: > 0 } text ? $"<{text}>" : string.Empty;
}
