using Hotpatch.Analyzers.Handles.Reading;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules;

/// <summary>Writes the call that finds a method's handle if there is no handle by name.</summary>
internal static class LookUpText
{
    public static string Of(IMethodSymbol method)
    {
        var type = method.ContainingType;
        if (method.IsGenericMethod || type.AllTypeParameters().Any())
            return $"Patchable.ForAll(\"{MethodDisplayName.Of(method)}\")";

        var shape = DelegateShape.OfTarget(method);
        return shape.FitsFunc
            ? $"Patchable.For<{Func(shape)}>(typeof({Write(type)}), \"{method.MetadataName}\")"
            : $"Patchable.Find(\"{MethodDisplayName.Of(method)}\")";
    }

    private static string Func(DelegateShape shape)
    {
        var types = shape.Parameters.Select(part => Write(part.Type)).ToList();
        if (shape.Result.Type.SpecialType == SpecialType.System_Void)
            return types.Count == 0 ? "Action" : $"Action<{string.Join(", ", types)}>";

        return $"Func<{string.Join(", ", types.Append(Write(shape.Result.Type)))}>";
    }

    private static string Write(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
}
