using System.Xml;
using System.Xml.Linq;
using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Hotpatch.Analyzers.Rules.Configuration;

/// <summary>A FodyWeavers.xml of the project or its solution, with the places of its attributes.</summary>
internal sealed class WeaversDocument
{
    private static readonly char[] Quotes = ['"', '\''];

    private readonly SourceText _text;

    private WeaversDocument(string path, SourceText text, XElement weavers)
    {
        Path = path;
        _text = text;
        Hotpatch = weavers.Elements("Hotpatch").LastOrDefault();
    }

    public string Path { get; }

    /// <summary>The weaver's element; the last one if there are several, as for Fody. If it is null, Fody does not run the weaver.</summary>
    public XElement? Hotpatch { get; }

    /// <summary>Returns the files that Fody reads, the project's own first. Fody itself reports a file that is not well-formed.</summary>
    public static IReadOnlyList<WeaversDocument> All(AnalyzerOptions options, CancellationToken cancellation)
    {
        options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.ProjectDir", out var folder);
        var files = FodyWeaversFile.InOrder(options.AdditionalFiles.Where(file => FodyWeaversFile.IsOne(file.Path)), file => file.Path, folder);
        return [.. files.Select(file => Read(file, cancellation)).OfType<WeaversDocument>()];
    }

    public Location PlaceOf(XElement element) => PlaceAt(element, element.Name.LocalName.Length);

    public Location PlaceOf(XAttribute attribute) => PlaceAt(attribute, attribute.Name.LocalName.Length);

    /// <summary>Returns the place of a word in an attribute's value, or the place of the attribute if the value is written with entities.</summary>
    public Location PlaceOf(XAttribute attribute, string word, char[] separators)
    {
        var text = _text.ToString();
        var end = EndOfValue(attribute, text);
        var start = PositionOf(attribute);
        while ((start = text.IndexOf(word, start + 1, StringComparison.Ordinal)) >= 0 && start + word.Length <= end)
        {
            if (IsEdge(text[start - 1]) && IsEdge(text[start + word.Length]))
                return PlaceOf(new TextSpan(start, word.Length));
        }

        return PlaceOf(attribute);

        bool IsEdge(char character) => Quotes.Contains(character) || separators.Contains(character);
    }

    private static WeaversDocument? Read(AdditionalText file, CancellationToken cancellation)
    {
        if (file.GetText(cancellation) is not { } text)
            return null;

        try
        {
            return XDocument.Parse(text.ToString(), LoadOptions.SetLineInfo).Root is { Name.LocalName: "Weavers" } weavers
                ? new WeaversDocument(file.Path, text, weavers)
                : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>Returns the place of the quote after the value.</summary>
    private int EndOfValue(XAttribute attribute, string text)
    {
        var begin = text.IndexOfAny(Quotes, PositionOf(attribute));
        return text.IndexOf(text[begin], begin + 1);
    }

    private Location PlaceAt(IXmlLineInfo place, int length) => PlaceOf(new TextSpan(PositionOf(place), length));

    private Location PlaceOf(TextSpan span) => Location.Create(Path, span, _text.Lines.GetLinePositionSpan(span));

    // XML counts lines and columns from one.
    private int PositionOf(IXmlLineInfo place) => _text.Lines[place.LineNumber - 1].Start + place.LinePosition - 1;
}
