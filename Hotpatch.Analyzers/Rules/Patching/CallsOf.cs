using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>
/// Finds the calls of a method in the body of its replacement, also in lambdas within the body, which usually run too. A reference to the method is no
/// call: <c>Patchable.For(Shop.Discount).Original(total)</c> is right.
/// </summary>
/// <param name="method">The patched method.</param>
/// <param name="self">The replacement's first parameter.</param>
internal sealed class CallsOf(IMethodSymbol method, IParameterSymbol? self)
{
    public IEnumerable<IOperation> In(IOperation body) => body.DescendantsAndSelf().Where(operation => Calls(operation) && !Accessors.IsInNameOf(operation));

    private bool Calls(IOperation operation) => operation switch
    {
        IInvocationOperation call => Runs(call.TargetMethod, call.Instance),
        IObjectCreationOperation { Constructor: { } constructor } => Runs(constructor, instance: null),
        IPropertyReferenceOperation property => Accessors.Of(property).Any(accessor => Runs(accessor, property.Instance)),
        IEventAssignmentOperation { EventReference: IEventReferenceOperation reference } assignment =>
            (assignment.Adds ? reference.Event.AddMethod : reference.Event.RemoveMethod) is { } accessor && Runs(accessor, reference.Instance),
        IBinaryOperation binary => Runs(binary.OperatorMethod),
        IUnaryOperation unary => Runs(unary.OperatorMethod),
        IIncrementOrDecrementOperation increment => Runs(increment.OperatorMethod),
        ICompoundAssignmentOperation compound => Runs(compound.OperatorMethod),
        IConversionOperation conversion => Runs(conversion.OperatorMethod),
        _ => false,
    };

    private bool Runs(IMethodSymbol? called) => called is not null && Runs(called, instance: null);

    private bool Runs(IMethodSymbol called, IOperation? instance)
        => SymbolEqualityComparer.Default.Equals(called, method)
            || SymbolEqualityComparer.Default.Equals(ExtensionMembers.ImplementationOf(called), method)
            || (IsSelf(instance) && Dispatches(called));

    /// <summary>Whether a call of another declaration reaches the method, if the receiver has the method's type.</summary>
    private bool Dispatches(IMethodSymbol called)
    {
        if (called.ContainingType.TypeKind == TypeKind.Interface)
            return SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(called), method);

        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(overridden, called))
                return true;
        }

        return false;
    }

    private bool IsSelf(IOperation? instance)
        => instance?.Unwrap() is IParameterReferenceOperation { Parameter: var parameter } && SymbolEqualityComparer.Default.Equals(parameter, self);
}
