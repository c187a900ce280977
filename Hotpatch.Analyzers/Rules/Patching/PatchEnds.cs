using Hotpatch.Analyzers.Rules.CallSites;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>Tells whether a function keeps a patch for code outside of it, or ends it itself.</summary>
/// <param name="begin">The call that begins the patch.</param>
/// <param name="body">The function's operation.</param>
/// <param name="function">The function.</param>
internal sealed class PatchEnds(IOperation begin, IOperation body, IMethodSymbol function)
{
    // A local may be copied to another one. The limit ends a circle of assignments.
    private const int MostCopies = 4;

    /// <summary>Whether the value is returned, or assigned to a variable outside of the function that the function doesn't dispose.</summary>
    public bool IsKeptOutside(IOperation value) => IsKeptOutside(value, copies: 0);

    /// <summary>Whether the function ends what the variable has, after the beginning.</summary>
    public bool EndsIn(IOperation variable)
    {
        var symbol = Variables.Of(variable);
        return body.Descendants().Any(operation => operation.Syntax.SpanStart > begin.Syntax.SpanStart && operation switch
        {
            IInvocationOperation { TargetMethod.Name: "Dispose" or "Revert" or "TryRevert" or "ForceRevert" or "RevertAsync", Instance: var ended }
                => RuntimeSymbols.Is(Variables.Of(ended), symbol),
            IUsingOperation { Resources: var resources } => RuntimeSymbols.Is(Variables.Of(resources), symbol),
            _ => false,
        });
    }

    private bool IsKeptOutside(IOperation value, int copies) => Destination(value) switch
    {
        IReturnOperation => true,
        ISimpleAssignmentOperation assignment => IsKeptIn(assignment.Target, assignment, copies),
        ICoalesceAssignmentOperation assignment => IsKeptIn(assignment.Target, assignment, copies),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => !declarator.IsInUsing() && IsKeptFrom(declarator.Symbol, copies),
        _ => false,
    };

    private bool IsKeptIn(IOperation target, IOperation assignment, int copies)
    {
        if (assignment.Parent is IUsingOperation || EndsIn(target))
            return false;

        return Variables.Of(target) is ILocalSymbol local && target.Unwrap() is ILocalReferenceOperation && RuntimeSymbols.Is(local.ContainingSymbol, function)
            ? IsKeptFrom(local, copies)
            : target is IFieldReferenceOperation or IPropertyReferenceOperation or IParameterReferenceOperation or IArrayElementReferenceOperation or ILocalReferenceOperation;
    }

    private bool IsKeptFrom(ILocalSymbol local, int copies)
        => copies < MostCopies
            && begin.ReferencesOf(local).ToArray() is var references
            && !references.Any(EndsIn)
            && references.Any(reference => reference.FunctionAround() == begin.FunctionAround() && IsKeptOutside(reference, copies + 1));

    /// <summary>Returns the operation that takes the value, through conversions and choices.</summary>
    private static IOperation? Destination(IOperation value)
    {
        var (child, parent) = (value, value.Parent);
        while (parent is IConversionOperation or IParenthesizedOperation or ICoalesceOperation or ISwitchExpressionArmOperation or ISwitchExpressionOperation
            || (parent is IConditionalOperation choice && choice.Condition != child)
            || (parent is IConditionalAccessOperation access && access.WhenNotNull == child))
        {
            (child, parent) = (parent, parent.Parent);
        }

        return parent;
    }
}
