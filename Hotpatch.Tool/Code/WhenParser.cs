using System.Globalization;
using Hotpatch.Hosting.Control.Protocol;
using Hotpatch.Tool.Connection;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hotpatch.Tool.Code;

/// <summary>Parses a C# expression over a call into the tree that the process evaluates.</summary>
/// <param name="parameters">The names of the method's parameters.</param>
internal sealed class WhenParser(IReadOnlyCollection<string> parameters)
{
    /// <summary>Returns the tree of an expression, such as <c>total > 100 &amp;&amp; customer.Name == "x"</c>.</summary>
    /// <exception cref="ToolException">It is no expression, or one of a kind that conditions don't have.</exception>
    public WhenNode Parse(string text)
    {
        var expression = SyntaxFactory.ParseExpression(text);
        if (expression.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error) is { } error)
        {
            var at = error.Location.SourceSpan.Start + 1;
            throw Refused($"{error.GetMessage(CultureInfo.InvariantCulture)} (at character {at.ToString(CultureInfo.InvariantCulture)})");
        }

        return NodeOf(expression);
    }

    private WhenNode NodeOf(ExpressionSyntax expression)
        => expression switch
        {
            ParenthesizedExpressionSyntax inner => NodeOf(inner.Expression),
            LiteralExpressionSyntax literal => OfLiteral(literal),
            IdentifierNameSyntax name => OfName(name.Identifier.ValueText),
            ThisExpressionSyntax => new("instance"),
            MemberAccessExpressionSyntax member => OfMember(member),
            ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax binding } access => new("?member", binding.Name.Identifier.ValueText, Nodes: [NodeOf(access.Expression)]),
            ElementAccessExpressionSyntax { ArgumentList.Arguments: [var index] } element => new("index", Nodes: [NodeOf(element.Expression), NodeOf(index.Expression)]),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax method, ArgumentList.Arguments: [var argument] }
                when method.Name.Identifier.ValueText is "Contains" or "StartsWith" or "EndsWith" or "Equals"
                => new("call", method.Name.Identifier.ValueText, Nodes: [NodeOf(method.Expression), NodeOf(argument.Expression)]),
            PrefixUnaryExpressionSyntax { OperatorToken.ValueText: "!" or "-" } unary => new(unary.OperatorToken.ValueText, Nodes: [NodeOf(unary.Operand)]),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression, Right: TypeSyntax type } test => new("is", type.ToString(), Nodes: [NodeOf(test.Left)]),
            IsPatternExpressionSyntax test => OfPattern(NodeOf(test.Expression), test.Pattern),
            BinaryExpressionSyntax { OperatorToken.ValueText: "&&" or "||" or "==" or "!=" or "<" or "<=" or ">" or ">=" or "+" or "-" or "*" or "/" or "%" } binary
                => new(binary.OperatorToken.ValueText, Nodes: [NodeOf(binary.Left), NodeOf(binary.Right)]),
            _ => throw Refused($"'{expression}' is of a kind that conditions don't have: they compare and calculate with arguments, fields and texts, and call none of the program's code"),
        };

    private static WhenNode OfLiteral(LiteralExpressionSyntax literal)
        => literal.Token.Value switch
        {
            true => new("true"),
            false => new("false"),
            null => new("null"),
            string or char => new("text", literal.Token.ValueText),
            float or double when Math.Abs(Convert.ToDouble(literal.Token.Value, CultureInfo.InvariantCulture)) is not < 7e28 => throw Refused($"{literal} is too great"),
            IConvertible number => new("number", Number: Convert.ToDecimal(number, CultureInfo.InvariantCulture)),
            _ => throw Refused($"'{literal}' is no text, number, true, false or null"),
        };

    private WhenNode OfName(string name)
        => parameters.Contains(name, StringComparer.Ordinal) ? new("argument", name)
            : name switch
            {
                "result" or "exception" or "milliseconds" => new(name),
                _ when char.IsUpper(name[0]) => new("name", name),
                _ => throw Refused($"'{name}' is not known. Known are {string.Join(", ", parameters.Concat(["result", "exception", "milliseconds", "this"]))}"),
            };

    // Color.Red is a name as a whole.
    private WhenNode OfMember(MemberAccessExpressionSyntax member)
    {
        var name = member.Name.Identifier.ValueText;
        return NodeOf(member.Expression) is { Kind: "name", Text: { } outer } ? new("name", $"{outer}.{name}") : new("member", name, Nodes: [NodeOf(member.Expression)]);
    }

    private WhenNode OfPattern(WhenNode value, PatternSyntax pattern)
        => pattern switch
        {
            UnaryPatternSyntax { OperatorToken.ValueText: "not" } not => new("!", Nodes: [OfPattern(value, not.Pattern)]),
            ParenthesizedPatternSyntax inner => OfPattern(value, inner.Pattern),
            BinaryPatternSyntax both => new(both.OperatorToken.ValueText == "and" ? "&&" : "||", Nodes: [OfPattern(value, both.Left), OfPattern(value, both.Right)]),
            RelationalPatternSyntax relation => new(relation.OperatorToken.ValueText, Nodes: [value, NodeOf(relation.Expression)]),
            TypePatternSyntax type => new("is", type.Type.ToString(), Nodes: [value]),

            // A name alone is a type, as in "exception is TimeoutException".
            ConstantPatternSyntax { Expression: TypeSyntax type } => new("is", type.ToString(), Nodes: [value]),
            ConstantPatternSyntax constant => new("==", Nodes: [value, NodeOf(constant.Expression)]),
            _ => throw Refused($"'{pattern}' is a pattern that conditions don't have"),
        };

    private static ToolException Refused(string reason) => new(ExitCode.Usage, $"--when: a C# condition over the call was expected, but {reason}.");
}
