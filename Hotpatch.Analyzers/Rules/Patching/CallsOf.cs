using Hotpatch.Analyzers.Rules.CallSites;
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
    public IEnumerable<FoundCall> In(IOperation body)
    {
        foreach (var operation in body.DescendantsAndSelf().Where(operation => !operation.ConstantValue.HasValue && !Accessors.IsInNameOf(operation)))
        {
            if (Calls(operation))
                yield return FoundCall.OfSource(operation);
            else if (CompilersCalls.In(operation).Any(call => Runs(call.Method)))
                yield return FoundCall.OfCompiler(operation);
        }
    }

    private bool Calls(IOperation operation) => operation switch
    {
        IInvocationOperation call => Runs(call.TargetMethod, call.Instance),
        IObjectCreationOperation { Constructor: { } constructor } => Runs(constructor, instance: null),
        IPropertyReferenceOperation property => Accessors.Of(property).Any(accessor => Runs(accessor, property.Instance)),
        IEventAssignmentOperation { EventReference: IEventReferenceOperation reference } assignment =>
            (assignment.Adds ? reference.Event.AddMethod : reference.Event.RemoveMethod) is { } accessor && Runs(accessor, reference.Instance),
        IBinaryOperation or IUnaryOperation or IIncrementOrDecrementOperation or ICompoundAssignmentOperation => MadeCalls.In(operation).Any(Runs),
        IConversionOperation conversion => MadeCalls.In(conversion).Any(called => Runs(called) && Converts(called, conversion)),
        _ => false,
    };

    // Of the conversions of decimal, all are candidates.
    private static bool Converts(IMethodSymbol called, IConversionOperation conversion)
        => SymbolEqualityComparer.Default.Equals(called, conversion.OperatorMethod)
            || (SymbolEqualityComparer.Default.Equals(called.ReturnType, conversion.Type)
                && SymbolEqualityComparer.Default.Equals(called.Parameters[0].Type, conversion.Operand.Type));

    private bool Runs(IMethodSymbol called) => Runs(called, instance: null);

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
