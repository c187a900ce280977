using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.CallSites;

/// <summary>Removes the wrapping of operations.</summary>
internal static class Operations
{
    /// <summary>Returns the value without conversions that keep the same object.</summary>
    public static IOperation Unwrap(this IOperation operation) => operation switch
    {
        IConversionOperation { OperatorMethod: null } conversion => conversion.Operand.Unwrap(),
        IParenthesizedOperation parenthesized => parenthesized.Operand.Unwrap(),
        IDelegateCreationOperation creation => creation.Target.Unwrap(),
        _ => operation,
    };

    /// <summary>Returns the method from which a delegate is created, or null if it is created otherwise.</summary>
    public static IMethodReferenceOperation? MethodOf(IOperation value) => value.Unwrap() as IMethodReferenceOperation;
}
