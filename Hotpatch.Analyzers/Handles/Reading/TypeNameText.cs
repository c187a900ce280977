using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>Writes types as parts of identifiers: <c>Int32</c>, <c>StringArray</c>, <c>ListOfInt32</c>. The full form has namespaces and outer types.</summary>
internal static class TypeNameText
{
    public static string Of(IParameterSymbol parameter, bool full) => ModifierOf(parameter.RefKind) + Of(parameter.Type, full);

    public static string Of(ITypeSymbol type, bool full)
        => type switch
        {
            IArrayTypeSymbol { Rank: 1 } array => Of(array.ElementType, full) + "Array",
            IArrayTypeSymbol array => FormattableString.Invariant($"{Of(array.ElementType, full)}Array{array.Rank}"),
            IPointerTypeSymbol pointer => Of(pointer.PointedAtType, full) + "Pointer",
            IFunctionPointerTypeSymbol pointer => "FunctionPointer" + (full ? Arguments(
                pointer.Signature.Parameters.Select(parameter => Of(parameter, full)).Append(Of(pointer.Signature.ReturnType, full))) : string.Empty),
            IDynamicTypeSymbol => full ? "System_Object" : "Object",
            INamedTypeSymbol { IsTupleType: true, TupleUnderlyingType: { } underlying } => Of(underlying, full),
            INamedTypeSymbol named => NameOf(named, full)
                + Arguments((full ? named.Chain() : [named]).SelectMany(part => part.TypeArguments).Select(argument => Of(argument, full))),
            _ => type.Name,
        };

    private static string NameOf(INamedTypeSymbol type, bool full)
    {
        if (!full)
            return type.Name;

        var @namespace = MetadataTypeName.NamespaceOf(type);
        return (@namespace.Length > 0 ? @namespace.Replace('.', '_') + "_" : string.Empty) + string.Join("_", type.Chain().Select(part => part.Name));
    }

    private static string Arguments(IEnumerable<string> arguments)
        => string.Join("And", arguments) is { Length: > 0 } text ? "Of" + text : string.Empty;

    private static string ModifierOf(RefKind kind)
        => kind switch
        {
            RefKind.None => string.Empty,
            RefKind.Ref => "Ref",
            RefKind.Out => "Out",
            RefKind.In => "In",
            _ => "RefReadonly",
        };
}
