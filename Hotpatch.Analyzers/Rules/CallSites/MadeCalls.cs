using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.CallSites;

/// <summary>Finds the methods that an operation of the source calls by their names or operators.</summary>
internal static class MadeCalls
{
    public static readonly OperationKind[] Kinds =
    [
        OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.PropertyReference, OperationKind.EventAssignment, OperationKind.MethodReference,
        OperationKind.Binary, OperationKind.Unary, OperationKind.Increment, OperationKind.Decrement, OperationKind.CompoundAssignment, OperationKind.Conversion,
    ];

    public static IEnumerable<IMethodSymbol> In(IOperation operation)
    {
        var called = operation switch
        {
            IInvocationOperation call => [call.TargetMethod],
            IObjectCreationOperation creation => [creation.Constructor],
            IPropertyReferenceOperation property => Accessors.Of(property),
            IEventAssignmentOperation { EventReference: IEventReferenceOperation { Event: var @event } } assignment
                => [assignment.Adds ? @event.AddMethod : @event.RemoveMethod],
            IMethodReferenceOperation reference => [reference.Method],
            IBinaryOperation binary when binary.OperatorMethod is null && (IsNull(binary.LeftOperand) || IsNull(binary.RightOperand)) => [],
            IBinaryOperation binary => OfOperator(binary.OperatorMethod, binary.LeftOperand.Type, NameOf(binary.OperatorKind)),
            IUnaryOperation unary => OfOperator(unary.OperatorMethod, unary.Operand.Type, NameOf(unary.OperatorKind)),
            IIncrementOrDecrementOperation step => OfOperator(
                step.OperatorMethod,
                step.Target.Type,
                step.Kind == OperationKind.Increment ? WellKnownMemberNames.IncrementOperatorName : WellKnownMemberNames.DecrementOperatorName),
            ICompoundAssignmentOperation compound => OfOperator(compound.OperatorMethod, compound.Target.Type, NameOf(compound.OperatorKind)),
            IConversionOperation conversion => OfConversion(conversion),
            _ => Enumerable.Empty<IMethodSymbol?>(),
        };
        return called.OfType<IMethodSymbol>();
    }

    /// <summary>Returns the method that the compiler names for a call of a method.</summary>
    public static IMethodSymbol Declaration(IMethodSymbol called)
    {
        var method = ExtensionMembers.ImplementationOf((called.ReducedFrom ?? called).OriginalDefinition).OriginalDefinition;
        return Selection.Calls.CallRefusals.ReplacedBy(method)?.OriginalDefinition ?? method;
    }

    /// <summary>Whether the operation runs a method as <c>base.M()</c>, which stays as it is.</summary>
    public static bool IsOnBase(IOperation operation)
    {
        var instance = operation switch
        {
            IInvocationOperation call => call.Instance,
            IMemberReferenceOperation member => member.Instance,
            IEventAssignmentOperation { EventReference: IEventReferenceOperation reference } => reference.Instance,
            _ => null,
        };
        return instance?.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.BaseExpressionSyntax;
    }

    /// <summary>Whether the operation is in a lambda that the compiler makes an expression tree of. Such a lambda makes no calls.</summary>
    public static bool IsInExpressionTree(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation && parent.Parent is { Type: { Name: "Expression", ContainingNamespace: { Name: "Expressions" } } })
                return true;
        }

        return false;
    }

    // The operators of decimal, string and delegates are built in, and the compiler calls their methods.
    private static IEnumerable<IMethodSymbol?> OfOperator(IMethodSymbol? method, ITypeSymbol? operand, string? name)
        => method is not null ? [method]
            : name is null ? []
            : operand switch
            {
                { SpecialType: SpecialType.System_Decimal or SpecialType.System_String } => Named(operand, name),
                { TypeKind: TypeKind.Delegate, BaseType.BaseType: { } type } => Named(type, name),
                _ => [],
            };

    private static IEnumerable<IMethodSymbol?> OfConversion(IConversionOperation conversion)
        => conversion.OperatorMethod is { } method ? [method]
            : new[] { conversion.Type, conversion.Operand.Type }
                .Where(type => type?.SpecialType == SpecialType.System_Decimal && !conversion.Conversion.IsIdentity)
                .SelectMany(type => Named(type!, WellKnownMemberNames.ImplicitConversionName).Concat(Named(type!, WellKnownMemberNames.ExplicitConversionName)));

    // Built-in operators compare with null without a call.
    private static bool IsNull(IOperation operand) => operand.ConstantValue is { HasValue: true, Value: null };

    private static IEnumerable<IMethodSymbol> Named(ITypeSymbol type, string name) => type.GetMembers(name).OfType<IMethodSymbol>();

    private static string? NameOf(UnaryOperatorKind kind) => kind switch
    {
        UnaryOperatorKind.Minus => WellKnownMemberNames.UnaryNegationOperatorName,
        UnaryOperatorKind.Plus => WellKnownMemberNames.UnaryPlusOperatorName,
        _ => null,
    };

    private static string? NameOf(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => WellKnownMemberNames.AdditionOperatorName,
        BinaryOperatorKind.Subtract => WellKnownMemberNames.SubtractionOperatorName,
        BinaryOperatorKind.Multiply => WellKnownMemberNames.MultiplyOperatorName,
        BinaryOperatorKind.Divide => WellKnownMemberNames.DivisionOperatorName,
        BinaryOperatorKind.Remainder => WellKnownMemberNames.ModulusOperatorName,
        BinaryOperatorKind.Equals => WellKnownMemberNames.EqualityOperatorName,
        BinaryOperatorKind.NotEquals => WellKnownMemberNames.InequalityOperatorName,
        BinaryOperatorKind.LessThan => WellKnownMemberNames.LessThanOperatorName,
        BinaryOperatorKind.LessThanOrEqual => WellKnownMemberNames.LessThanOrEqualOperatorName,
        BinaryOperatorKind.GreaterThan => WellKnownMemberNames.GreaterThanOperatorName,
        BinaryOperatorKind.GreaterThanOrEqual => WellKnownMemberNames.GreaterThanOrEqualOperatorName,
        _ => null,
    };
}
