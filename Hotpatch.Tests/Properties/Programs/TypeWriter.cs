using System.Globalization;

namespace Hotpatch.Tests.Properties.Programs;

/// <summary>Writes random types.</summary>
internal static class TypeWriter
{
    public static RandomType Write(Dice dice, TypeNames names, int depth, bool isPartial = true)
    {
        var kind = dice.Of(
            (7, "class"), (7, "class"), (7, "class"), (7, "struct"), (7, "static class"), (7, "ref struct"), (8, "interface"), (9, "record"),
            (10, "record struct"), (10, "record"), (7, "abstract class"), (7, "sealed class"), (8, "readonly struct"));
        var partial = isPartial && dice.In(2);
        var name = names.Next();
        var parameters = Enumerable.Range(0, Math.Max(0, dice.Below(5) - 2)).Select(index => Parameter(dice, depth, index)).ToArray();
        var type = name + Angles(parameters);
        var access = depth == 0
            ? dice.Of(["public ", "internal ", string.Empty])
            : dice.Of(["public ", "internal ", "private ", "protected internal "]);
        if (access.StartsWith("protected", StringComparison.Ordinal))
            access = "public ";

        var hasPrimary = dice.Has(12) && kind is "class" or "struct" or "sealed class" && dice.Has(12) && dice.In(3);
        var primary = kind.StartsWith("record", StringComparison.Ordinal) ? dice.Of(["(int Count)", "([property: Patchable] int Count, string Name)"])
            : hasPrimary ? "(int count)" : string.Empty;
        var marks = (dice.In(4) && kind != "interface" ? "[Patchable] " : string.Empty)
            + (primary.Length > 0 && dice.Has(9) && dice.In(2) && kind.StartsWith("record", StringComparison.Ordinal) is false ? "[method: Patchable] " : string.Empty);
        var wrap = depth == 0 ? Namespace(dice) : string.Empty;
        if (depth == 0 && parameters.Length == 0 && !kind.StartsWith("static", StringComparison.Ordinal) && !kind.StartsWith("ref", StringComparison.Ordinal) && wrap.Length == 0)
            names.Declare(name);

        var constraints = string.Concat(parameters.Select(parameter => Constraint(dice, parameter, names)));
        var start = $"{wrap}{Documentation.OfType(dice)}{Cautions.Any(dice)}{marks}{access}{Split(kind, partial)} {type}{primary}{constraints}\n{{\n";
        var members = Enumerable.Range(0, dice.Below(5) + 1)
            .Select(index => MemberWriter.Write(dice, names, kind, name, string.Create(CultureInfo.InvariantCulture, $"M{depth}{index}"), parameters, primary.Length > 0))
            .ToArray();
        var nested = depth < 2 && kind != "interface" && dice.In(3) ? new[] { Write(dice, names, depth + 1, partial) } : [];
        return new(start, members, nested, wrap.Length > 0 ? "}\n}\n" : "}\n");
    }

    public static string Angles(IReadOnlyCollection<string> parameters) => parameters.Count == 0 ? string.Empty : $"<{string.Join(", ", parameters)}>";

    public static string Constraint(Dice dice, string parameter, TypeNames names)
        => dice.Of(
            (7, string.Empty), (7, string.Empty), (7, "class"), (7, "struct"), (7, "new()"), (7, "IDisposable"), (7, "unmanaged"), (8, "notnull"),
            (8, "class?"), (7, "IEnumerable<int>, new()"), (7, "Exception"), (8, "IComparable<string?>?"), (7, "struct, Enum"), (13, "allows ref struct")) is { Length: > 0 } text
                ? $" where {parameter} : {text}" : string.Empty;

    private static string Parameter(Dice dice, int depth, int index)
        => dice.Of(["T", "U", "TItem", "@in", "T"]) + string.Create(CultureInfo.InvariantCulture, $"{(dice.In(3) ? 0 : depth)}{index}");

    private static string Split(string kind, bool partial)
    {
        if (!partial)
            return "unsafe " + kind;

        var words = kind.Split(' ');
        var at = kind.EndsWith("record struct", StringComparison.Ordinal) ? words.Length - 2 : words.Length - 1;
        return "unsafe " + string.Join(' ', words[..at].Append("partial").Concat(words[at..]));
    }

    private static string Namespace(Dice dice)
        => dice.Below(8) switch
        {
            0 => "namespace Shop\n{\n",
            1 => "namespace @event.@class\n{\n",
            2 => "namespace My.System\n{\n",
            3 => "namespace My.Hotpatch\n{\n",
            4 => "namespace Ünï.Code\n{\n",
            _ => string.Empty,
        };
}
