using System.Globalization;

namespace Hotpatch.Tests.Properties.Programs;

/// <summary>Names, each given once in a program, and the types that signatures may name.</summary>
internal sealed class TypeNames(Dice dice)
{
    private static readonly string[] Some =
    [
        "Box", "@class", "@event", "Ünïcode", "Func", "Action", "Patches", "Handle", "@nint", "@dynamic", "@var", "@notnull", "@record", "@field",
        "System", "Hotpatch", "PatchHandle", "@scoped", "@required", "@file", "Self", "Delegate", "Exception", "String", "Int32", "Object", "List",
    ];

    private readonly List<string> _left = [.. Some];

    private readonly List<string> _declared = [];

    /// <summary>A name of which each program has one.</summary>
    public string Next()
    {
        // Shown as an escape of its first letter, which is the same name.
        if (_left.Count == 0 || dice.In(2))
            return string.Create(CultureInfo.InvariantCulture, $"Type{_declared.Count + dice.Below(1000)}");

        var name = dice.Of(_left);
        _left.Remove(name);
        return name;
    }

    /// <summary>Lets later signatures name the type.</summary>
    public void Declare(string type) => _declared.Add(type);

    /// <summary>A type for a signature.</summary>
    public string Any(IReadOnlyList<string> typeParameters, int depth = 0)
    {
        var inner = dice.Below(20) switch
        {
            < 6 => dice.Of(["int", "string", "long", "object", "bool", "byte", "decimal", "DateTime", "Type", "Exception", "uint", "char"]),
            < 10 when typeParameters.Count > 0 => dice.Of(typeParameters),
            < 12 when _declared.Count > 0 => dice.Of(_declared),
            < 14 when depth < 2 => $"List<{Any(typeParameters, depth + 1)}>",
            14 when depth < 2 => $"({Any(typeParameters, depth + 1)} A, {Any(typeParameters, depth + 1)} B)",
            15 when depth < 2 => $"Dictionary<{dice.Of(["int", "string"])}, {Any(typeParameters, depth + 1)}>",
            16 => dice.Of((7, "dynamic"), (9, "nint"), (9, "nuint"), (7, "DayOfWeek")),
            17 when depth < 2 => $"Func<{Any(typeParameters, depth + 1)}, {Any(typeParameters, depth + 1)}>",
            18 when depth < 2 => $"Task<{Any(typeParameters, depth + 1)}>",
            _ => "int",
        };

        var suffix = dice.Below(12) switch
        {
            0 when dice.Has(8) && !(typeParameters.Contains(inner, StringComparer.Ordinal) && !dice.Has(9)) => "?",
            1 => "[]",
            2 => "[,]",
            3 when dice.Has(8) => "[]?",
            _ => string.Empty,
        };
        return inner + suffix;
    }
}
