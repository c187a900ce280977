using Hotpatch.Analyzers.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Hotpatch.Analyzers.Handles.Model;

/// <summary>A marked method without a handle by name, or a type that could not be read.</summary>
/// <param name="Rule">The rule that reports it.</param>
/// <param name="Id">The method's or type's name in documentation comments.</param>
/// <param name="Member">The method or type.</param>
/// <param name="Reason">Why there is no handle.</param>
/// <param name="Path">The file.</param>
/// <param name="Span">The place in the file.</param>
/// <param name="Lines">The place in lines.</param>
internal sealed record Undeclared(
    DiagnosticDescriptor Rule, string Id, string Member, string Reason, string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static Undeclared Of(IMethodSymbol method, string reason) => At(method, HandleDescriptors.NotDeclared, reason);

    public static Undeclared Failed(INamedTypeSymbol type, Exception exception) => At(type, InternalFailure.Rule, InternalFailure.TextOf(exception));

    /// <summary>Returns the diagnostic at the current place. An edit above may have moved the member without a new reading.</summary>
    public Diagnostic In(Compilation compilation) => Diagnostic.Create(Rule, LocationIn(compilation), Member, Reason);

    private static Undeclared At(ISymbol symbol, DiagnosticDescriptor rule, string reason)
    {
        var (id, name) = (symbol.GetDocumentationCommentId() ?? string.Empty, symbol.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat));
        return symbol.Locations.FirstOrDefault() is { SourceTree: { } tree } location
            ? new(rule, id, name, reason, tree.FilePath, location.SourceSpan, location.GetLineSpan().Span)
            : new(rule, id, name, reason, string.Empty, default, default);
    }

    private Location LocationIn(Compilation compilation)
        => Path.Length == 0 ? Location.None
            : Id.Length > 0 && DocumentationCommentId.GetFirstSymbolForDeclarationId(Id, compilation) is { } symbol
                && symbol.Locations.FirstOrDefault(location => location.SourceTree?.FilePath == Path) is { } location
                ? location
                : Location.Create(Path, Span, Lines);
}
