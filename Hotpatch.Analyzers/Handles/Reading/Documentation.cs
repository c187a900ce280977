using System.Security;
using System.Xml;
using System.Xml.Linq;
using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>Adapts a method's documentation comment for its handle and for the delegate type that is declared for it.</summary>
/// <remarks>
/// References are in the compiler's form, such as <c>M:Shop.PriceService.Quote(System.Int32)</c>, because the generated file lacks the usings of the source.
/// </remarks>
internal sealed class Documentation
{
    /// <summary>The characters that end a line comment. All of them can be in a comment as entities.</summary>
    private static readonly char[] LineEnds = ['\n', '\u0085', '\u2028', '\u2029'];

    private readonly string _id;
    private readonly XElement? _member;
    private readonly string _end;

    private Documentation(string id, XElement? member, string end = ".")
    {
        _id = id;
        _member = member;
        _end = end;
    }

    public static Documentation Of(IMethodSymbol method)
    {
        var declared = ExtensionMembers.DeclarationOf(method) ?? method;
        var xml = XmlOf(declared);
        if (string.IsNullOrWhiteSpace(xml))
            xml = XmlOf(declared.AssociatedSymbol);

        return new(IdOf(method), Parse(xml));
    }

    /// <summary>
    /// The comment of a handle of calls. It does not repeat the method's own: editors know that of referenced assemblies and the build does not, and
    /// both must generate the same.
    /// </summary>
    public static Documentation OfCalls(IMethodSymbol method) => new(IdOf(method), member: null, ", for the calls in this assembly.");

    /// <summary>Returns the reference to a symbol in a comment.</summary>
    public static string IdOf(ISymbol symbol)
        => symbol.GetDocumentationCommentId() is { Length: > 0 } id ? id : "!:" + SecurityElement.Escape(symbol.MetadataName);

    /// <summary>Returns the lines of the handle's comment.</summary>
    /// <param name="withSignature">Whether the comment describes the parameters. If there is a delegate type, its comment does.</param>
    public IEnumerable<string> OfHandle(bool withSignature)
    {
        var summary = $"The handle of <see cref=\"{_id}\"/>{_end}";
        if (_member?.Element("inheritdoc") is { } inherited)
            summary += $" <inheritdoc cref=\"{ReferenceOf(inherited) ?? _id}\" path=\"/summary/node()\"/>";

        return Element("summary", [summary, .. Content(_member?.Element("summary"), [])])
            .Concat(Element("remarks", [.. Content(_member?.Element("remarks"), []), .. withSignature ? Signature() : []]));
    }

    /// <summary>Returns the lines of the delegate type's comment.</summary>
    public IEnumerable<string> OfDelegate(IReadOnlyList<string> parameters, string? self, bool isVoid, IReadOnlyList<string> typeParameters)
    {
        var lines = Element("summary", [$"The signature of <see cref=\"{_id}\"/>."]);
        foreach (var parameter in typeParameters)
            lines = lines.Concat([$"/// <typeparam name=\"{parameter}\">The type argument.</typeparam>"]);

        foreach (var parameter in parameters)
        {
            string[] content = parameter == self ? ["The instance."] : [.. Content(Parameter(parameter), parameters)];
            lines = lines.Concat(Element($"param name=\"{parameter}\"", content is [] ? ["The argument."] : content));
        }

        if (isVoid)
            return lines;

        string[] returns = [.. Content(_member?.Element("returns"), parameters)];
        return lines.Concat(Element("returns", returns is [] ? ["The result."] : returns));
    }

    /// <summary>Turns the comment of a handle into the comment of the handle of all instantiations.</summary>
    public static IEnumerable<string> ForAllInstantiations(IEnumerable<string> handle)
        => handle.Select(line => line.Replace("The handle of <see", "The handle of all instantiations of <see"));

    private static string? XmlOf(ISymbol? symbol)
    {
        try
        {
            return symbol?.GetDocumentationCommentXml();
        }
        catch (NullReferenceException)
        {
            // Compilers before 5.9 throw on a reference to an alias of a type without a name, such as int[].
            return null;
        }
    }

    private static XElement? Parse(string? xml)
    {
        try
        {
            return string.IsNullOrWhiteSpace(xml) ? null : XElement.Parse(xml, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private XElement? Parameter(string name) => _member?.Elements("param").FirstOrDefault(element => element.Attribute("name")?.Value == name);

    private IEnumerable<string> Signature()
    {
        foreach (var parameter in _member?.Elements("param") ?? [])
        {
            if (string.Join(" ", Content(parameter, [])) is { Length: > 0 } text)
                yield return $"<para><c>{SecurityElement.Escape(parameter.Attribute("name")?.Value)}</c>: {text}</para>";
        }

        if (string.Join(" ", Content(_member?.Element("returns") ?? _member?.Element("value"), [])) is { Length: > 0 } returns)
            yield return $"<para>Returns: {returns}</para>";
    }

    private static IEnumerable<string> Element(string start, string[] content)
    {
        var end = start.Split(' ')[0];
        return content.Length switch
        {
            0 => [],
            1 => [$"/// <{start}>{content[0]}</{end}>"],
            _ => [$"/// <{start}>", .. content.Select(line => $"/// {line}".TrimEnd()), $"/// </{end}>"],
        };
    }

    /// <summary>
    /// Returns the reference of an element, escaped. Returns null if there is none, or if it refers to a type without a name, such as an alias of an array.
    /// </summary>
    private static string? ReferenceOf(XElement element)
        => element.Attribute("cref")?.Value is { Length: > 2 } reference && reference[1] == ':' ? SecurityElement.Escape(reference) : null;

    private static IEnumerable<string> Content(XElement? element, IReadOnlyList<string> parameters)
    {
        if (element is null)
            return [];

        var copy = new XElement(element);
        copy.Descendants("include").Remove();
        foreach (var child in copy.Descendants().Reverse().ToArray())
            Adapt(child, parameters);

        var text = string.Concat(copy.Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting)));
        return Dedent([.. text.Replace("\r", string.Empty).Split(LineEnds)]);
    }

    /// <summary>Changes an element that the compiler would reject in the comment of another member.</summary>
    private static void Adapt(XElement element, IReadOnlyList<string> parameters)
    {
        var name = element.Attribute("name")?.Value;
        var isReference = element.Name == "paramref" || element.Name == "typeparamref";
        if (isReference && (element.Name == "typeparamref" || !parameters.Contains(name, StringComparer.Ordinal)))
            element.ReplaceWith(new XElement("c", name));
        else if (element.Name == "param" || element.Name == "typeparam")
            element.ReplaceWith(element.Nodes());
        else if (element.Attribute("cref") is not null && ReferenceOf(element) is null)
            element.ReplaceWith(element.Nodes());
    }

    private static IEnumerable<string> Dedent(List<string> lines)
    {
        lines.RemoveAll(string.IsNullOrWhiteSpace);
        var indentation = lines.Skip(1).Select(Indentation).DefaultIfEmpty(0).Min();
        return lines.Select((line, index) => index == 0 ? line.Trim() : line.Substring(Math.Min(indentation, Indentation(line))).TrimEnd());
    }

    private static int Indentation(string line) => line.Length - line.TrimStart().Length;
}
