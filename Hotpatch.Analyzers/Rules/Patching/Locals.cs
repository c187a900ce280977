using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>Finds the uses of local variables, and the functions around code.</summary>
internal static class Locals
{
    /// <summary>Whether the end of a block disposes the variable.</summary>
    public static bool IsInUsing(this IVariableDeclaratorOperation declarator)
        => declarator.Parent?.Parent is IVariableDeclarationGroupOperation { Parent: IUsingOperation or IUsingDeclarationOperation };

    /// <summary>Returns the uses of a local in the member around the operation, lambdas and local functions included.</summary>
    public static IEnumerable<ILocalReferenceOperation> ReferencesOf(this IOperation within, ILocalSymbol local)
        => Root(within).Descendants().OfType<ILocalReferenceOperation>().Where(reference => RuntimeSymbols.Is(reference.Local, local));

    /// <summary>Returns the lambda or local function around the operation, or null if there is none in the member.</summary>
    public static IOperation? FunctionAround(this IOperation operation)
    {
        var around = operation.Parent;
        while (around is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation))
            around = around.Parent;

        return around;
    }

    /// <summary>Returns the operation of the whole member.</summary>
    public static IOperation Root(this IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;

        return operation;
    }
}
