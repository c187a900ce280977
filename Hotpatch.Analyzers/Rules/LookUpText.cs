using Hotpatch.Analyzers.Handles.Reading;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules;

/// <summary>The call that finds the handle of a method which has none by name.</summary>
internal static class LookUpText
{
    private const int MostFuncParameters = 16;

    public static string Of(IMethodSymbol method)
    {
        var type = method.ContainingType;
        if (method.IsGenericMethod || type.AllTypeParameters().Any())
            return $"Patchable.ForAll(\"{MethodDisplayName.Of(method)}\")";

        var shape = DelegateShape.OfTarget(method);
        return FitsFunc(shape)
            ? $"Patchable.For<{Func(shape)}>(typeof({Write(type)}), \"{method.MetadataName}\")"
            : $"Patchable.Find(\"{MethodDisplayName.Of(method)}\")";
    }

    private static bool FitsFunc(DelegateShape shape)
        => shape.Parameters.Length <= MostFuncParameters
            && shape.Parameters.Append(shape.Result).All(slot => slot.Kind == RefKind.None && slot.Type.CanBeTypeArgument());

    private static string Func(DelegateShape shape)
    {
        var types = shape.Parameters.Select(slot => Write(slot.Type)).ToList();
        if (shape.Result.Type.SpecialType == SpecialType.System_Void)
            return types.Count == 0 ? "Action" : $"Action<{string.Join(", ", types)}>";

        return $"Func<{string.Join(", ", types.Append(Write(shape.Result.Type)))}>";
    }

    private static string Write(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
}
