using System.Text.RegularExpressions;
using Hotpatch.Naming;

namespace Hotpatch.Fody.Configuration;

/// <summary>
/// A pattern for the name of a namespace (<c>Shop.Prices</c>), a type (<c>Shop.PriceService</c>, <c>Shop.Outer+Inner</c>) or a method
/// (<c>Shop.PriceService.Quote</c>). <c>*</c> matches any characters. A type may also have its name in C#, without type parameters:
/// <c>Shop.Outer.Inner</c>. <c>Shop.Box</c> matches every type of that name, whatever its number of type parameters.
/// </summary>
internal sealed class NamePattern(string text)
{
    // These characters are in type names of metadata only.
    private static readonly char[] Metadata = ['+', '`'];
    private static readonly Regex Arity = new("`[0-9]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    // The end of a name that is an accessor's.
    private static readonly Regex Accessor = new(
        @"\.(get|set|add|remove)_(?=[^.]*$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private readonly Regex _regex = new(
        "^" + Regex.Escape(text).Replace("\\*", ".*") + "$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    public string Text => text;

    /// <summary>Whether the pattern ends with the name of constructors, as in <c>Shop.Order..ctor</c>. Others don't cover constructors.</summary>
    public bool NamesConstructors { get; } = text.EndsWith("..ctor", StringComparison.Ordinal);

    /// <summary>Whether the pattern matches the method, its type or its namespace.</summary>
    public bool Matches(IMethodName method)
    {
        var type = method.Type;
        return Names(type, method.Name) || _regex.IsMatch(method.Namespace) || (!IsPlain(type) && Names(Plain(type), method.Name));
    }

    /// <summary>Whether the pattern is the name of the method itself, and not of more methods.</summary>
    public bool IsNameOf(IMethodName method) => text.EndsWith("." + method.Name, StringComparison.Ordinal) && text.IndexOf('*') < 0 && Matches(method);

    /// <summary>Returns the question of a message for a pattern that matches none of the methods: whether a similar name is meant. Empty if there is none.</summary>
    public string Suggestion(IEnumerable<IMethodName> methods)
    {
        var names = methods
            .SelectMany(method => new[] { method.Namespace, Plain(method.Type), $"{Plain(method.Type)}.{method.Name}" })
            .Where(name => name.IndexOf('<') < 0)
            .ToArray();

        // Users know properties and events, and handles by their names with parameters. The methods are the accessors, and patterns have no parameters.
        var name = text.Split('(')[0];
        var nearest = Array.Find(names, other => string.Equals(Accessor.Replace(other, "."), name, StringComparison.OrdinalIgnoreCase))
            ?? (NearestNames.Of(name, names) is [var similar, ..] ? similar : null);
        return nearest is null ? string.Empty : $" Did you mean {nearest}?";
    }

    private static bool IsPlain(string type) => type.IndexOfAny(Metadata) < 0;

    private static string Plain(string type) => Arity.Replace(type, string.Empty).Replace('+', '.');

    private bool Names(string type, string method) => _regex.IsMatch($"{type}.{method}") || _regex.IsMatch(type);
}
