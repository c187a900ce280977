using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>Operations without what stands around them.</summary>
internal static class Operations
{
    /// <summary>The value itself, without conversions that leave it the same object.</summary>
    public static IOperation Unwrap(this IOperation operation) => operation switch
    {
        IConversionOperation { OperatorMethod: null } conversion => conversion.Operand.Unwrap(),
        IParenthesizedOperation parenthesized => parenthesized.Operand.Unwrap(),
        IDelegateCreationOperation creation => creation.Target.Unwrap(),
        _ => operation,
    };

    /// <summary>The method that a delegate is made of; null where it is made otherwise.</summary>
    public static IMethodReferenceOperation? MethodOf(IOperation value) => value.Unwrap() as IMethodReferenceOperation;
}
