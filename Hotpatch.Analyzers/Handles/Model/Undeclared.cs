using Hotpatch.Analyzers.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Hotpatch.Analyzers.Handles.Model;

/// <summary>A method that is marked by hand and has no handle by name, or a type whose reading failed.</summary>
/// <param name="Rule">The rule that says so.</param>
/// <param name="Id">The method or type as documentation names it.</param>
/// <param name="Member">The method, or the type.</param>
/// <param name="Reason">Why.</param>
/// <param name="Path">Its file.</param>
/// <param name="Span">Where it stands there.</param>
/// <param name="Lines">The same in lines.</param>
internal sealed record Undeclared(
    DiagnosticDescriptor Rule, string Id, string Member, string Reason, string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static Undeclared Of(IMethodSymbol method, string reason) => At(method, HandleDescriptors.NotDeclared, reason);

    public static Undeclared Failed(INamedTypeSymbol type, Exception exception) => At(type, InternalFailure.Rule, InternalFailure.TextOf(exception));

    /// <summary>Reports it where it stands now: an edit of a body above it moves it, and reads nothing anew.</summary>
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
