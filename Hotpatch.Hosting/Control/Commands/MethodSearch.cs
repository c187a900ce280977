using Hotpatch.Hosting.Control.Protocol;
using Hotpatch.Hosting.Naming;
using Hotpatch.Naming;

namespace Hotpatch.Hosting.Control.Commands;

/// <summary>Finds patchable methods by what a person types: a full name, a part of it from a dot on, or a pattern with <c>*</c>.</summary>
internal static class MethodSearch
{
    private const int MostNames = 10;
    private const int LongestText = 1000;

    /// <summary>Returns the handles that match, in the order of their names; all for null.</summary>
    public static IReadOnlyList<PatchHandle> All(string? text)
        => [.. Patchable.Where(Predicate(text)).OrderBy(handle => handle.Name, StringComparer.Ordinal)];

    /// <summary>Returns what decides whether a handle matches.</summary>
    public static Func<PatchHandle, bool> Predicate(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return static _ => true;

        if (text.Length > LongestText)
            throw new ControlException(ControlError.Argument, $"A name of at most {LongestText} characters was expected, but one has {text.Length}.");

        var pattern = new MethodPattern(text.Trim());
        return handle => pattern.Matches(handle.Name);
    }

    /// <summary>Returns the one handle that matches.</summary>
    /// <exception cref="ControlException">None or several match.</exception>
    public static PatchHandle One(string text)
    {
        var found = All(text);
        if (found.Count == 1)
            return found[0];

        // The full name of a method is a part of others' too: Shop.Quote(System.Int32) ends Other.Shop.Quote(System.Int32).
        if (found.Where(handle => handle.Name == text).ToArray() is [var exact])
            return exact;

        throw found.Count == 0 ? NotFound(text) : Ambiguous(text, found);
    }

    /// <summary>Returns an error that brings the nearest names.</summary>
    public static ControlException NotFound(string text)
    {
        // A part of a name is compared with the same part of others.
        var dots = text.Count(character => character == '.');
        var nearest = NearestNames.Of(text, All(null).Select(handle => Tail(MethodPattern.WithoutParameters(handle.Name), dots)));
        return new(
            ControlError.NotFound,
            $"A patchable method was expected, but none matches '{text}'.{(nearest.Count == 0 ? " The command list shows all, and of generic methods those instantiations that a handle or a patch has reached." : $" Did you mean {string.Join(" or ", nearest)}?")}",
            nearest);
    }

    private static ControlException Ambiguous(string text, IReadOnlyList<PatchHandle> found)
    {
        var names = found.Select(handle => handle.Name).ToArray();
        var more = names.Length > MostNames ? $" and {names.Length - MostNames} more" : string.Empty;
        return new(
            ControlError.Ambiguous,
            $"One patchable method was expected, but '{text}' matches {names.Length}: {string.Join(", ", names.Take(MostNames))}{more}. Write more of the name.",
            names);
    }

    private static string Tail(string name, int dots)
    {
        var parts = name.Split('.');
        return parts.Length <= dots + 1 ? name : string.Join('.', parts[^(dots + 1)..]);
    }
}
