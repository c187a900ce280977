using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Hotpatch.Analyzers.Handles.Model;

/// <summary>A method that is marked by hand and has no handle by name.</summary>
/// <param name="Id">The method as documentation names it.</param>
/// <param name="Method">The method.</param>
/// <param name="Reason">Why.</param>
/// <param name="Path">Its file.</param>
/// <param name="Span">Where it stands there.</param>
/// <param name="Lines">The same in lines.</param>
internal sealed record Undeclared(string Id, string Method, string Reason, string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static Undeclared Of(IMethodSymbol method, string reason)
    {
        var (id, name) = (method.GetDocumentationCommentId() ?? string.Empty, method.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat));
        return method.Locations.FirstOrDefault() is { SourceTree: { } tree } location
            ? new(id, name, reason, tree.FilePath, location.SourceSpan, location.GetLineSpan().Span)
            : new(id, name, reason, string.Empty, default, default);
    }

    /// <summary>Where it stands now: an edit of a body above it moves it, and reads nothing anew.</summary>
    public Location In(Compilation compilation)
        => Path.Length == 0 ? Location.None
            : Id.Length > 0 && DocumentationCommentId.GetFirstSymbolForDeclarationId(Id, compilation) is IMethodSymbol method
                && method.Locations.FirstOrDefault(location => location.SourceTree?.FilePath == Path) is { } location
                ? location
                : Location.Create(Path, Span, Lines);
}
