using System.Text.RegularExpressions;

namespace Hotpatch.Fody.Configuration;

/// <summary>
/// A pattern for names: of a namespace (<c>Shop.Prices</c>), a type (<c>Shop.PriceService</c>, <c>Shop.Outer+Inner</c>) or a method
/// (<c>Shop.PriceService.Quote</c>). <c>*</c> stands for any characters.
/// </summary>
internal sealed class NamePattern(string text)
{
    private readonly Regex _regex = new(
        "^" + Regex.Escape(text).Replace("\\*", ".*") + "$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    public string Text => text;

    /// <summary>Whether it names the method, its type, or its namespace.</summary>
    public bool Matches(IMethodName method)
    {
        var type = method.Type;
        return _regex.IsMatch($"{type}.{method.Name}") || _regex.IsMatch(type) || _regex.IsMatch(method.Namespace);
    }
}
