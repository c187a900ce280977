using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>
/// Chooses the nullability of results and parameters in delegate types, so that a replacement like the method compiles without a warning. If a result
/// or an <c>out</c> parameter may be null, its type allows null. Other attributes for flow analysis are left out: a lambda has none.
/// </summary>
internal static class NullConditions
{
    private const string MaybeNull = "System.Diagnostics.CodeAnalysis.MaybeNullAttribute";
    private const string MaybeNullWhen = "System.Diagnostics.CodeAnalysis.MaybeNullWhenAttribute";

    public static string OfResult(IMethodSymbol method, TypeText text)
        => (IsMaybeNull(method.GetReturnTypeAttributes()) ? text.OfMaybeNull(method.ReturnType) : null) ?? text.Of(method.ReturnType);

    public static string OfParameter(IParameterSymbol parameter, TypeText text)
        => (IsMaybeNullOut(parameter) ? text.OfMaybeNull(parameter.Type) : null) ?? text.Of(parameter.Type);

    /// <summary>Returns the attributes that allow null if the language version has no type for it.</summary>
    public static IEnumerable<string> AttributesOfResult(IMethodSymbol method, TypeText text)
        => text.OfMaybeNull(method.ReturnType) is null ? AttributeText.Named(method.GetReturnTypeAttributes(), MaybeNull) : [];

    /// <summary>Returns the attributes that allow null if the language version has no type for it.</summary>
    public static IEnumerable<string> AttributesOfParameter(IParameterSymbol parameter, TypeText text)
        => IsMaybeNullOut(parameter) && text.OfMaybeNull(parameter.Type) is null
            ? AttributeText.Named(parameter.GetAttributes(), MaybeNull, MaybeNullWhen)
            : [];

    private static bool IsMaybeNullOut(IParameterSymbol parameter) => parameter.RefKind == RefKind.Out && IsMaybeNull(parameter.GetAttributes());

    private static bool IsMaybeNull(IEnumerable<AttributeData> attributes)
        => attributes.Any(attribute => attribute.AttributeClass?.ToDisplayString() is MaybeNull or MaybeNullWhen);
}
