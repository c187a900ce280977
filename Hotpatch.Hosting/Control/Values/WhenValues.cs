using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Hotpatch.Hosting.Control.Values;

/// <summary>Compares and calculates with values for conditions. Only values of .NET's own simple types: others would run code of the program.</summary>
internal static class WhenValues
{
    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["string"] = "String", ["bool"] = "Boolean", ["char"] = "Char", ["sbyte"] = "SByte", ["byte"] = "Byte", ["short"] = "Int16", ["ushort"] = "UInt16", ["int"] = "Int32",
        ["uint"] = "UInt32", ["long"] = "Int64", ["ulong"] = "UInt64", ["float"] = "Single", ["double"] = "Double", ["decimal"] = "Decimal", ["object"] = "Object",
    };

    /// <summary>Returns a number as decimal, so that numbers compare whatever their types, and a letter as text. Other values, and numbers that are too great, stay.</summary>
    public static object? Plain(object? value)
        => value switch
        {
            sbyte or byte or short or ushort or int or uint or long or ulong => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
            float or double when Math.Abs(Convert.ToDouble(value, CultureInfo.InvariantCulture)) < 7e28 => (decimal)Convert.ToDouble(value, CultureInfo.InvariantCulture),
            char letter => letter.ToString(),
            _ => value,
        };

    /// <exception cref="WhenException">One of them is a name that is no member of the other's enum.</exception>
    public static bool AreEqual(object? one, object? other)
    {
        (one, other) = (Plain(one), Plain(other));
        if (one is null || other is null)
        {
            Refuse(one);
            Refuse(other);
            return one is null && other is null;
        }

        return TryEqual(one, other) ?? TryEqual(other, one) ?? (IsSimple(one) && IsSimple(other) ? one.Equals(other) : ReferenceEquals(one, other));
    }

    /// <exception cref="WhenException">They have no order.</exception>
    public static int Compare(object? one, object? other, string mark)
        => (Plain(one), Plain(other)) switch
        {
            (decimal number, decimal second) => number.CompareTo(second),
            (string text, string second) => string.CompareOrdinal(text, second),
            (IComparable value, { } second) when IsSimple(value) && value.GetType() == second.GetType() => value.CompareTo(second),
            _ => throw new WhenException($"two numbers, texts or times were expected around {mark}, but {Kind(one)} and {Kind(other)} were found"),
        };

    /// <exception cref="WhenException">They are no numbers, or, for +, no texts.</exception>
    public static object Calculate(object? one, object? other, string mark)
    {
        (one, other) = (Plain(one), Plain(other));
        if (mark == "+" && one is string or decimal && other is string or decimal && (one is string || other is string))
            return string.Create(CultureInfo.InvariantCulture, $"{one}{other}");

        var (left, right) = (Number(one, mark), Number(other, mark));
        try
        {
            return mark switch
            {
                "+" => left + right,
                "-" => left - right,
                "*" => left * right,
                "/" => left / right,
                "%" => left % right,
                _ => throw new WhenException($"{mark} is not known here"),
            };
        }
        catch (ArithmeticException exception)
        {
            throw new WhenException(exception.Message);
        }
    }

    public static bool Bool(object? value, string mark)
        => value is bool holds ? holds : throw new WhenException($"true or false was expected{(mark is "&&" or "||" or "!" ? " beside " + mark : "")}, but {Kind(value)} was found");

    public static decimal Number(object? value, string mark)
        => Plain(value) is decimal number ? number : throw new WhenException($"a number was expected beside {mark}, but {Kind(value)} was found");

    /// <summary>Returns whether a value is of a type, of one that derives from it, or of one that implements it. Type arguments don't count.</summary>
    public static bool Is(object? value, string name)
    {
        var wanted = name.Split('<')[0];
        wanted = Keywords.GetValueOrDefault(wanted, wanted);
        for (var type = value?.GetType(); type is not null; type = type.BaseType)
        {
            if (IsNamed(type, wanted))
                return true;
        }

        return value is not null && InterfacesOf(value).Any(implemented => IsNamed(implemented, wanted));
    }

    public static string Kind(object? value) => value is null ? "null" : value is WhenSymbol name ? $"the unknown name {name.Text}" : value.GetType().ToString();

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "An interface that was removed is none that the program can ask for.")]
    private static Type[] InterfacesOf(object value) => value.GetType().GetInterfaces();

    private static bool IsNamed(Type type, string name) => type.Name.Split('`')[0] == name || type.FullName?.Split('`')[0].Replace('+', '.') == name;

    private static bool? TryEqual(object one, object other)
        => (one, other) switch
        {
            (Enum value, WhenSymbol name) => name.Means(value),
            (Enum value, decimal number) => Convert.ToDecimal(value, CultureInfo.InvariantCulture) == number,
            (Guid or DateTime or DateTimeOffset or TimeSpan or DateOnly or TimeOnly, string text) => string.Format(CultureInfo.InvariantCulture, "{0}", one) == text,
            (WhenSymbol name, not Enum) => throw new WhenException($"an enum was expected beside {name.Text}, which is no parameter, but {Kind(other)} was found"),
            _ => null,
        };

    private static void Refuse(object? value)
    {
        if (value is WhenSymbol name)
            throw new WhenException($"{name.Text} is no parameter, and no member of an enum here");
    }

    private static bool IsSimple(object value)
        => value is string or bool or decimal or Guid or DateTime or DateTimeOffset or TimeSpan or DateOnly or TimeOnly or Enum or float or double or Int128 or UInt128;
}
