using Hotpatch.Hosting.Control.Protocol;

namespace Hotpatch.Hosting.Control.Values;

/// <summary>A condition over a call. Runs no code of the program, and looks at nothing that is secret. Immutable.</summary>
internal sealed class WhenCondition
{
    private const int Deepest = 200;

    private readonly WhenNode _node;
    private readonly Secrets _secrets;

    /// <exception cref="WhenException">The condition is nested too deeply.</exception>
    public WhenCondition(WhenNode node, Secrets secrets)
    {
        Check(node, 0);
        (_node, _secrets) = (node, secrets);
    }

    /// <summary>Returns whether the condition holds for a call.</summary>
    /// <exception cref="WhenException">It can't be evaluated for this call.</exception>
    public bool Holds(ObservedCall call) => WhenValues.Bool(Value(_node, call), _node.Kind);

    private static void Check(WhenNode? node, int depth)
    {
        if (node is null || depth > Deepest)
            throw new WhenException(node is null ? "a condition was expected" : $"at most {Deepest} levels were expected");

        foreach (var below in node.Nodes ?? [])
            Check(below, depth + 1);
    }

    private object? Value(WhenNode node, ObservedCall call)
        => node.Kind switch
        {
            "argument" => Argument(call, node.Text!),
            "instance" => call.Instance,
            "result" => call.IsFaulted ? null : Shown(call.Result, CallNames.Of(call.Method)),
            "exception" => call.Exception,
            "milliseconds" => (decimal)call.Duration.TotalMilliseconds,
            "text" => node.Text,
            "number" => node.Number,
            "true" => true,
            "false" => false,
            "null" => null,
            "name" => new WhenSymbol(node.Text!),
            "member" => Member(Below(node, 0, call), node.Text!),
            "?member" => Below(node, 0, call) is { } value ? Member(value, node.Text!) : null,
            "index" => Element(Below(node, 0, call), WhenValues.Plain(Below(node, 1, call))),
            "is" => WhenValues.Is(Below(node, 0, call), node.Text!),
            "call" => Call(node, call),
            "!" => !WhenValues.Bool(Below(node, 0, call), node.Kind),
            "-" when node.Nodes is [_] => -WhenValues.Number(Below(node, 0, call), node.Kind),
            "&&" => WhenValues.Bool(Below(node, 0, call), node.Kind) && WhenValues.Bool(Below(node, 1, call), node.Kind),
            "||" => WhenValues.Bool(Below(node, 0, call), node.Kind) || WhenValues.Bool(Below(node, 1, call), node.Kind),
            "==" => WhenValues.AreEqual(Below(node, 0, call), Below(node, 1, call)),
            "!=" => !WhenValues.AreEqual(Below(node, 0, call), Below(node, 1, call)),
            "<" => Compare(node, call) < 0,
            "<=" => Compare(node, call) <= 0,
            ">" => Compare(node, call) > 0,
            ">=" => Compare(node, call) >= 0,
            _ => WhenValues.Calculate(Below(node, 0, call), Below(node, 1, call), node.Kind),
        };

    private object? Below(WhenNode node, int index, ObservedCall call)
        => node.Nodes is { } nodes && index < nodes.Count ? Value(nodes[index], call) : throw new WhenException($"{node.Kind} is not known here");

    private int Compare(WhenNode node, ObservedCall call) => WhenValues.Compare(Below(node, 0, call), Below(node, 1, call), node.Kind);

    private object? Argument(ObservedCall call, string name)
    {
        try
        {
            // The value of a property has no name but the property's.
            return Shown(call.Argument(name), name, name == "value" ? CallNames.Of(call.Method) : null);
        }
        catch (ArgumentException)
        {
            throw new WhenException($"the method has no parameter {name}");
        }
    }

    private object? Member(object? value, string name) => Shown(WhenMembers.Read(value, name), name);

    private object? Element(object? value, object? index) => Shown(WhenMembers.ReadElement(value, index), index as string);

    // Whoever may not see a value must not guess it either.
    private object? Shown(object? value, params string?[] names)
        => names.FirstOrDefault(name => name is not null && _secrets.Contains(name)) is { } secret
            ? throw new WhenException($"{secret} is hidden by Control:Redact, so no condition can look at it")
            : value;

    private bool Call(WhenNode node, ObservedCall call)
    {
        if (WhenValues.Plain(Below(node, 0, call)) is not string text || WhenValues.Plain(Below(node, 1, call)) is not string part)
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
}
