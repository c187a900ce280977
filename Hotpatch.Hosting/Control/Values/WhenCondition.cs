using Hotpatch.Hosting.Control.Protocol;

namespace Hotpatch.Hosting.Control.Values;

/// <summary>A condition over a call. Immutable.</summary>
internal sealed class WhenCondition
{
    private const int Deepest = 100;

    private readonly WhenNode _node;

    /// <exception cref="WhenException">The condition is nested too deeply.</exception>
    public WhenCondition(WhenNode node)
    {
        Check(node, 0);
        _node = node;
    }

    /// <summary>Returns whether the condition holds for a call.</summary>
    /// <exception cref="WhenException">It can't be evaluated for this call.</exception>
    public bool Holds(ObservedCall call) => Bool(Value(_node, call), _node);

    private static void Check(WhenNode? node, int depth)
    {
        if (node is null || depth > Deepest)
            throw new WhenException(node is null ? "a condition was expected" : $"at most {Deepest} levels were expected");

        foreach (var below in node.Nodes ?? [])
            Check(below, depth + 1);
    }

    private static object? Value(WhenNode node, ObservedCall call)
        => node.Kind switch
        {
            "argument" => Plain(Argument(call, node.Text!)),
            "instance" => call.Instance,
            "result" => Plain(call.IsFaulted ? null : call.Result),
            "exception" => call.Exception,
            "milliseconds" => (decimal)call.Duration.TotalMilliseconds,
            "text" => node.Text,
            "number" => node.Number,
            "true" => true,
            "false" => false,
            "null" => null,
            "name" => new Symbol(node.Text!),
            "member" => Plain(WhenMembers.Read(Value(node.Nodes![0], call), node.Text!)),
            "?member" => Value(node.Nodes![0], call) is { } value ? Plain(WhenMembers.Read(value, node.Text!)) : null,
            "index" => Plain(WhenMembers.ReadElement(Value(node.Nodes![0], call), Value(node.Nodes[1], call))),
            "is" => Is(Value(node.Nodes![0], call), node.Text!),
            "call" => Call(node, call),
            "!" => !Bool(Value(node.Nodes![0], call), node),
            "-" when node.Nodes is [var only] => -Number(Value(only, call), node),
            "&&" => Bool(Value(node.Nodes![0], call), node) && Bool(Value(node.Nodes[1], call), node),
            "||" => Bool(Value(node.Nodes![0], call), node) || Bool(Value(node.Nodes[1], call), node),
            "==" => AreEqual(Value(node.Nodes![0], call), Value(node.Nodes[1], call)),
            "!=" => !AreEqual(Value(node.Nodes![0], call), Value(node.Nodes[1], call)),
            "<" => Compare(node, call) < 0,
            "<=" => Compare(node, call) <= 0,
            ">" => Compare(node, call) > 0,
            ">=" => Compare(node, call) >= 0,
            _ => Calculate(node, call),
        };

    private static object? Argument(ObservedCall call, string name)
    {
        try
        {
            return call.Argument(name);
        }
        catch (ArgumentException)
        {
            throw new WhenException($"the method has no parameter {name}");
        }
    }

    // Numbers as decimal, so that they compare whatever their types. Those that are too great for it stay.
    private static object? Plain(object? value)
        => value switch
        {
            sbyte or byte or short or ushort or int or uint or long or ulong => Convert.ToDecimal(value, System.Globalization.CultureInfo.InvariantCulture),
            float or double when Math.Abs(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)) < 7e28
                => (decimal)Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture),
            char letter => letter.ToString(),
            _ => value,
        };

    private static bool AreEqual(object? one, object? other)
        => (one, other) switch
        {
            (Enum value, Symbol name) => name.Means(value),
            (Symbol name, Enum value) => name.Means(value),
            (Enum value, decimal number) => Convert.ToDecimal(value, System.Globalization.CultureInfo.InvariantCulture) == number,
            (Guid or DateTime or DateTimeOffset or TimeSpan or DateOnly or TimeOnly, string text) => string.Format(System.Globalization.CultureInfo.InvariantCulture, "{0}", one) == text,
            (string or bool or decimal or null, _) => Equals(one, other),
            (_, null) => false,

            // Equals of the program's types would run its code.
            _ when one.GetType().Assembly == typeof(object).Assembly => one.Equals(other),
            _ => ReferenceEquals(one, other),
        };

    private static int Compare(WhenNode node, ObservedCall call)
    {
        var (one, other) = (Value(node.Nodes![0], call), Value(node.Nodes[1], call));
        return (one, other) switch
        {
            (decimal number, decimal second) => number.CompareTo(second),
            (string text, string second) => string.CompareOrdinal(text, second),
            (IComparable value, not null) when one.GetType() == other.GetType() && one.GetType().Assembly == typeof(object).Assembly => value.CompareTo(other),
            _ => throw new WhenException($"two numbers, texts or times were expected around {node.Kind}, but {Kind(one)} and {Kind(other)} were found"),
        };
    }

    private static object Calculate(WhenNode node, ObservedCall call)
    {
        if (node.Nodes is not [var first, var second])
            throw new WhenException($"{node.Kind} is not known here");

        var (one, other) = (Value(first, call), Value(second, call));
        if (node.Kind == "+" && (one is string || other is string))
            return $"{one}{other}";

        var (left, right) = (Number(one, node), Number(other, node));
        try
        {
            return node.Kind switch
            {
                "+" => left + right,
                "-" => left - right,
                "*" => left * right,
                "/" => left / right,
                "%" => left % right,
                _ => throw new WhenException($"{node.Kind} is not known here"),
            };
        }
        catch (ArithmeticException exception)
        {
            throw new WhenException(exception.Message);
        }
    }

    private static bool Call(WhenNode node, ObservedCall call)
    {
        if (Value(node.Nodes![0], call) is not string text || Value(node.Nodes[1], call) is not string part)
            throw new WhenException($"two texts were expected for {node.Text}");

        return node.Text switch
        {
            nameof(string.Contains) => text.Contains(part, StringComparison.Ordinal),
            nameof(string.StartsWith) => text.StartsWith(part, StringComparison.Ordinal),
            nameof(string.EndsWith) => text.EndsWith(part, StringComparison.Ordinal),
            nameof(string.Equals) => text == part,
            _ => throw new WhenException($"{node.Text} can't be called here"),
        };
    }

    private static bool Is(object? value, string name)
    {
        for (var type = value?.GetType(); type is not null; type = type.BaseType)
        {
            if (type.Name == name || type.FullName == name)
                return true;
        }

        return false;
    }

    private static bool Bool(object? value, WhenNode node)
        => value is bool holds ? holds : throw new WhenException($"true or false was expected{(node.Kind is "&&" or "||" or "!" ? " beside " + node.Kind : "")}, but {Kind(value)} was found");

    private static decimal Number(object? value, WhenNode node)
        => value is decimal number ? number : throw new WhenException($"a number was expected beside {node.Kind}, but {Kind(value)} was found");

    private static string Kind(object? value) => value is null ? "null" : value is Symbol name ? $"the unknown name {name.Text}" : value.GetType().ToString();

    /// <summary>A name that is no parameter, such as that of an enum's member.</summary>
    private sealed record Symbol(string Text)
    {
        public bool Means(Enum value) => Text.Split('.')[^1] == value.ToString();
    }
}
