using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>Writes signatures in C# for messages: <c>decimal Quote(PriceService self, int quantity)</c>.</summary>
internal sealed class SignatureText
{
    private readonly SymbolDisplayFormat _format;

    private SignatureText(SymbolDisplayFormat format) => _format = format;

    /// <summary>Returns both signatures. They have namespaces only if they would look the same without.</summary>
    public static (string Expected, string Found) Of(Func<SignatureText, string> expected, Func<SignatureText, string> found)
    {
        var shortly = new SignatureText(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
        var texts = (Expected: expected(shortly), Found: found(shortly));
        if (texts.Expected != texts.Found)
            return texts;

        var fully = new SignatureText(SymbolDisplayFormat.CSharpErrorMessageFormat);
        return (expected(fully), found(fully));
    }

    /// <summary>Writes the signature for a method of that name. For a layer, the delegate below comes first.</summary>
    public string Of(DelegateShape shape, string name, string? below = null)
    {
        var parameters = shape.Parameters.Select(Of);
        return $"{Of(shape.Result)} {name}({string.Join(", ", below is null ? parameters : parameters.Prepend(below))})";
    }

    public string Of(ITypeSymbol type)
        => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(_format);

    private string Of(DelegateShape.Part part)
        => (ModifierOf(part) + Of(part.Type) + " " + part.Name).TrimEnd();

    private static string ModifierOf(DelegateShape.Part part)
        => part.Kind switch
        {
            RefKind.None => string.Empty,
            RefKind.Out => "out ",
            RefKind.Ref => "ref ",

            // RefKind has one value for ref readonly of a result and for in of a parameter.
            RefKind.In when part.Name.Length > 0 => "in ",
            _ => "ref readonly ",
        };
}
