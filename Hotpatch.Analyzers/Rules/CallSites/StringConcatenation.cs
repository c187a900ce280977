using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.CallSites;

/// <summary>
/// Finds the overload of <c>string.Concat</c> that the compiler calls. It joins nested concatenations into one call, and adjacent constants into one
/// argument.
/// </summary>
internal static class StringConcatenation
{
    private const int MostArguments = 4;

    /// <summary>Returns the overloads, one of which is called; none if the operation is no concatenation, or a part of a longer one.</summary>
    public static IEnumerable<IMethodSymbol> MethodsOf(IOperation operation)
    {
        if (!IsOne(operation) || operation.ConstantValue.HasValue || IsPart(operation) || operation.SemanticModel?.Compilation is not { } compilation)
            return [];

        var parts = PartsOf(operation).ToArray();
        var count = Count(parts);
        var mayBeSpans = Array.Exists(parts, part => part.Type?.SpecialType == SpecialType.System_Char);
        return count < 2 ? []
            : compilation.GetSpecialType(SpecialType.System_String).GetMembers(nameof(string.Concat)).OfType<IMethodSymbol>()
                .Where(method => count <= MostArguments
                    ? method.Parameters.Length == count && method.Parameters.All(parameter => IsString(parameter.Type) || (mayBeSpans && IsSpan(parameter.Type)))
                    : method.Parameters is [{ Type: IArrayTypeSymbol { ElementType: var element } }] && IsString(element));
    }

    /// <summary>Whether the operation adds two strings by one call, so that the operands are the arguments.</summary>
    public static bool IsOfTwoStrings(IOperation operation)
        => operation is IBinaryOperation { LeftOperand: var left, RightOperand: var right } && IsOne(operation) && !IsPart(operation)
            && IsString(left.Type) && IsString(right.Type)
            && PartsOf(operation).ToArray() is [_, _] parts
            && Count(parts) == 2;

    /// <summary>Whether an interpolated string consists of so few strings that the compiler concatenates them.</summary>
    public static bool IsOne(IInterpolatedStringOperation text)
        => text.Parts.Length <= MostArguments
            && text.Parts.All(part => part is IInterpolatedStringTextOperation or IInterpolationOperation { Expression.Type.SpecialType: SpecialType.System_String, Alignment: null, FormatString: null })
            && text.Parent is not (IConversionOperation { Type.Name: nameof(FormattableString) or nameof(IFormattable) } or IInterpolatedStringHandlerCreationOperation);

    private static bool IsOne(IOperation operation) => operation switch
    {
        IBinaryOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.Add, Type: var type } => IsString(type),
        ICompoundAssignmentOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.Add, Target.Type: var type } => IsString(type),
        IInterpolatedStringOperation text => IsOne(text),
        _ => false,
    };

    private static bool IsPart(IOperation operation)
        => operation.Parent switch
        {
            IInterpolationOperation { Parent: IInterpolatedStringOperation outer } => IsOne(outer),
            ICompoundAssignmentOperation assignment => IsOne(assignment) && assignment.Value == operation,
            { } parent => IsOne(parent),
            null => false,
        };

    private static IEnumerable<IOperation> PartsOf(IOperation operation)
        => !IsOne(operation) || operation.ConstantValue.HasValue ? [operation is IConversionOperation { IsImplicit: true, OperatorMethod: null, Operand: var operand } ? operand : operation]
            : operation switch
            {
                IBinaryOperation binary => PartsOf(binary.LeftOperand).Concat(PartsOf(binary.RightOperand)),
                ICompoundAssignmentOperation assignment => PartsOf(assignment.Value).Prepend(assignment.Target),
                IInterpolatedStringOperation text => text.Parts.SelectMany(part => PartsOf(part is IInterpolationOperation hole ? hole.Expression : ((IInterpolatedStringTextOperation)part).Text)),
                _ => [operation],
            };

    private static int Count(IOperation[] parts)
    {
        var count = 0;
        var followsConstant = false;
        foreach (var constant in parts.Select(part => part.ConstantValue))
        {
            // An empty constant adds nothing.
            if (constant is { HasValue: true, Value: null or "" })
                continue;

            var isConstant = constant is { HasValue: true, Value: string or char };
            if (!isConstant || !followsConstant)
                count++;

            followsConstant = isConstant;
        }

        return count;
    }

    private static bool IsString(ITypeSymbol? type) => type?.SpecialType == SpecialType.System_String;

    private static bool IsSpan(ITypeSymbol type) => type is INamedTypeSymbol { Name: "ReadOnlySpan", TypeArguments: [{ SpecialType: SpecialType.System_Char }] };
}
