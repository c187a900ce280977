using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Hotpatch.Analyzers.Handles.Model;

/// <summary>A method that is marked by hand and has no handle by name.</summary>
/// <param name="Method">The method.</param>
/// <param name="Reason">Why.</param>
/// <param name="Path">Its file.</param>
/// <param name="Span">Where it stands there.</param>
/// <param name="Lines">The same in lines.</param>
internal sealed record Undeclared(string Method, string Reason, string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static Undeclared At(Location? location, string method, string reason)
        => location is { SourceTree: { } tree }
            ? new(method, reason, tree.FilePath, location.SourceSpan, location.GetLineSpan().Span)
            : new(method, reason, string.Empty, default, default);

    public Location Location => Path.Length > 0 ? Location.Create(Path, Span, Lines) : Location.None;
}
