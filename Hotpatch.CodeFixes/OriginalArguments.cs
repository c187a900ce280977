using System.Collections.Immutable;
using Hotpatch.Analyzers.Rules.CallSites;
using Hotpatch.Analyzers.Rules.Patching;
using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Hotpatch.CodeFixes;

/// <summary>The arguments for a call of an original in place of a call of its method. The instance comes first.</summary>
/// <param name="Replaced">The call, or the assignment that calls an accessor.</param>
/// <param name="Arguments">The arguments.</param>
internal sealed record OriginalArguments(SyntaxNode Replaced, IReadOnlyList<ArgumentSyntax> Arguments)
{
    /// <summary>Returns null if the call can't be written as a call of a delegate.</summary>
    public static OriginalArguments? Of(IOperation call)
    {
        var (replaced, arguments) = call switch
        {
            IInvocationOperation invocation => (call.Syntax, WithInstance(invocation.Instance, invocation.TargetMethod, Values(invocation.Arguments))),
            IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation { Parent: IExpressionStatementOperation } assignment } property
                when assignment.Target == property && !property.Property.ReturnsByRef =>
                    (assignment.Syntax, Append(WithInstance(property.Instance, property.Property, Values(property.Arguments)), assignment.Value.Syntax)),
            IPropertyReferenceOperation property when IsRead(property) =>
                (call.Syntax, WithInstance(property.Instance, property.Property, Values(property.Arguments))),
            IEventAssignmentOperation { EventReference: IEventReferenceOperation { Instance: var instance, Event: var @event }, HandlerValue.Syntax: var handler } =>
                (call.Syntax, Append(WithInstance(instance, @event, []), handler)),
            IBinaryOperation binary => (call.Syntax, [Plain(binary.LeftOperand.Syntax), Plain(binary.RightOperand.Syntax)]),
            IUnaryOperation unary => (call.Syntax, [Plain(unary.Operand.Syntax)]),
            IConversionOperation conversion when call.Syntax is CastExpressionSyntax cast && conversion.Operand.Unwrap().Syntax == cast.Expression => (call.Syntax, [Plain(cast.Expression)]),
            _ => (call.Syntax, null),
        };

        return arguments is null || replaced is not ExpressionSyntax || IsInConditionalAccess(replaced) ? null : new OriginalArguments(replaced, arguments);
    }

    // self?.Quote(1) has no receiver to pass, and the part after the question mark can't be replaced alone.
    private static bool IsInConditionalAccess(SyntaxNode replaced)
        => replaced.DescendantNodesAndSelf().Any(
            node => node is MemberBindingExpressionSyntax or ElementBindingExpressionSyntax && node.SpanStart == replaced.SpanStart);

    private static List<ArgumentSyntax>? WithInstance(IOperation? instance, ISymbol member, List<ArgumentSyntax>? arguments)
    {
        if (arguments is null || member.IsStatic || instance is null)
            return arguments;

        ExpressionSyntax? receiver = instance switch
        {
            IInstanceReferenceOperation => ThisExpression(),
            { Syntax: ExpressionSyntax expression } => expression.WithoutTrivia(),
            _ => null,
        };

        var byReference = TakesReference(member);
        if (receiver is null || (byReference && !IsVariable(instance)))
            return null;

        arguments.Insert(0, byReference ? ByReference(receiver) : Argument(receiver));
        return arguments;
    }

    private static bool TakesReference(ISymbol member)
    {
        if (!ExtensionMembers.IsBlock(member.ContainingType))
            return member.ContainingType.IsValueType;

        var method = member is IPropertySymbol property ? property.GetMethod ?? property.SetMethod : member as IMethodSymbol;
        return method is not null && ExtensionMembers.ImplementationOf(method).Parameters is [{ RefKind: RefKind.Ref }, ..];
    }

    private static ArgumentSyntax ByReference(ExpressionSyntax variable)
        => Argument(variable.WithoutTrivia()).WithRefKindKeyword(Token(SyntaxKind.RefKeyword).WithTrailingTrivia(Space));

    private static bool IsVariable(IOperation instance) => instance switch
    {
        ILocalReferenceOperation local => local.Local.RefKind is RefKind.None or RefKind.Ref && !local.Local.IsConst,
        IParameterReferenceOperation parameter => parameter.Parameter.RefKind is RefKind.None or RefKind.Ref or RefKind.Out,
        IFieldReferenceOperation field => !field.Field.IsReadOnly,
        IArrayElementReferenceOperation => true,
        _ => false,
    };

    /// <summary>Returns the arguments in the order of the parameters, or null if one can't be written.</summary>
    private static List<ArgumentSyntax>? Values(ImmutableArray<IArgumentOperation> arguments)
    {
        var values = arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? int.MaxValue).Select(Value).ToList();
        return values.TrueForAll(value => value is not null) ? values.OfType<ArgumentSyntax>().ToList() : null;
    }

    private static ArgumentSyntax? Value(IArgumentOperation argument) => argument.ArgumentKind switch
    {
        // A delegate's parameters have other names, so named arguments lose their names.
        ArgumentKind.Explicit => argument.Syntax switch
        {
            ArgumentSyntax written => written.WithNameColon(null).WithoutTrivia(),
            ExpressionSyntax receiver => argument.Parameter?.RefKind == RefKind.Ref ? ByReference(receiver) : Plain(receiver),
            _ => null,
        },
        ArgumentKind.DefaultValue => Default(argument.Value),
        ArgumentKind.ParamArray when argument.Value is IArrayCreationOperation { Initializer: { } elements, Type: IArrayTypeSymbol type } => Array(type, elements),
        _ => null,
    };

    private static ArgumentSyntax? Default(IOperation value)
    {
        var constant = value.Unwrap().ConstantValue;
        return constant switch
        {
            { HasValue: true, Value: null } => Argument(LiteralExpression(SyntaxKind.NullLiteralExpression)),
            { HasValue: true, Value: bool flag } => Argument(LiteralExpression(flag ? SyntaxKind.TrueLiteralExpression : SyntaxKind.FalseLiteralExpression)),
            { HasValue: true, Value: string text } => Argument(LiteralExpression(SyntaxKind.StringLiteralExpression, Literal(text))),
            { HasValue: true, Value: char character } => Argument(LiteralExpression(SyntaxKind.CharacterLiteralExpression, Literal(character))),
            { HasValue: true, Value: int number } when value.Type?.TypeKind != TypeKind.Enum && number >= 0 => Argument(LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(number))),
            _ => null,
        };
    }

    private static ArgumentSyntax? Array(IArrayTypeSymbol type, IArrayInitializerOperation elements)
    {
        var values = elements.ElementValues.Select(element => element.Unwrap().Syntax).OfType<ExpressionSyntax>().Select(value => value.ToString()).ToArray();
        if (values.Length != elements.ElementValues.Length)
            return null;

        var element = type.ElementType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        return Argument(ParseExpression(values.Length == 0 ? $"new {element}[0]" : $"new {element}[] {{ {string.Join(", ", values)} }}"));
    }

    private static bool IsRead(IPropertyReferenceOperation property) => property.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target != property,
        IIncrementOrDecrementOperation or ITupleOperation => false,
        _ => property.Syntax is ExpressionSyntax,
    };

    private static List<ArgumentSyntax>? Append(List<ArgumentSyntax>? arguments, SyntaxNode value)
    {
        arguments?.Add(Plain(value));
        return arguments;
    }

    private static ArgumentSyntax Plain(SyntaxNode value) => Argument(((ExpressionSyntax)value).WithoutTrivia());
}
