using Hotpatch.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>
/// Finds what the arguments of a constructor's <c>this(…)</c> or <c>base(…)</c> share with its body, apart from the constructor's arguments: a
/// variable that is declared there, or the closure of a lambda there. The weaver leaves such a body in place.
/// </summary>
internal static class SharedWithBody
{
    /// <summary>Returns the shared variable or parameter. Returns null if there is none, or if the source doesn't tell.</summary>
    public static ISymbol? Find(IMethodSymbol constructor, Func<SyntaxNode, SemanticModel> modelOf, CancellationToken cancellation)
    {
        if (constructor.OriginalDefinition.DeclaringSyntaxReferences is not [var reference]
            || reference.GetSyntax(cancellation) is not ConstructorDeclarationSyntax { Initializer: not null } declaration)
        {
            return null;
        }

        var model = modelOf(declaration);
        return model.GetOperation(declaration, cancellation) is IConstructorBodyOperation { Initializer: { } initializer } operation
            && (operation.BlockBody ?? operation.ExpressionBody) is { } body
            ? Find(initializer, body, constructor.OriginalDefinition) ?? FlowingIn(declaration, initializer, model)
            : null;
    }

    private static ISymbol? Find(IOperation initializer, IOperation body, IMethodSymbol constructor)
    {
        var captured = Variables(Functions(initializer), constructor);
        var used = Variables([body], constructor);
        var capturedInBody = Variables(Functions(body), constructor);

        // All captured parameters are in one closure, whichever of them a lambda uses.
        return captured.FirstOrDefault(used.Contains)
            ?? (capturedInBody.Any(variable => variable is IParameterSymbol) ? captured.FirstOrDefault(variable => variable is IParameterSymbol) : null)
            ?? Changed(initializer, constructor).FirstOrDefault(capturedInBody.Contains)
            ?? Addressed(initializer).FirstOrDefault(used.Contains);
    }

    /// <summary>Returns a variable that the arguments declare and the body reads.</summary>
    private static ISymbol? FlowingIn(ConstructorDeclarationSyntax declaration, IOperation initializer, SemanticModel model)
    {
        var declared = Within(initializer).Select(DeclaredIn).OfType<ILocalSymbol>().ToArray();
        if (declared.Length == 0)
            return null;

        var flow = declaration.Body is { } block ? model.AnalyzeDataFlow(block) : model.AnalyzeDataFlow(declaration.ExpressionBody!.Expression);
        return flow is { Succeeded: true } ? declared.FirstOrDefault(local => flow.DataFlowsIn.Contains(local, SymbolEqualityComparer.Default)) : null;
    }

    private static ISymbol? DeclaredIn(IOperation operation) => operation switch
    {
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation reference } => reference.Local,
        IDeclarationPatternOperation pattern => pattern.DeclaredSymbol,
        IRecursivePatternOperation pattern => pattern.DeclaredSymbol,
        IListPatternOperation pattern => pattern.DeclaredSymbol,
        _ => null,
    };

    private static IEnumerable<IOperation> Functions(IOperation operation)
        => Within(operation).Where(inner => inner is IAnonymousFunctionOperation or ILocalFunctionOperation);

    /// <summary>Returns the constructor's own parameters and locals in the node.</summary>
    private static HashSet<ISymbol> Variables(IEnumerable<IOperation> operations, IMethodSymbol constructor)
    {
        var found = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in operations.SelectMany(Within))
        {
            if (Variable(operation) is { } variable && SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, constructor))
                found.Add(variable);
        }

        return found;
    }

    private static ISymbol? Variable(IOperation? operation) => operation switch
    {
        IParameterReferenceOperation reference => reference.Parameter,
        ILocalReferenceOperation { Local.IsConst: false } reference => reference.Local,
        _ => null,
    };

    private static IEnumerable<ISymbol> Changed(IOperation initializer, IMethodSymbol constructor)
        => Within(initializer)
            .Select(operation => operation switch
            {
                IAssignmentOperation assignment => assignment.Target,
                IIncrementOrDecrementOperation increment => increment.Target,
                _ => null,
            })
            .Select(Variable)
            .OfType<IParameterSymbol>()
            .Where(parameter => SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, constructor));

    private static IEnumerable<ISymbol> Addressed(IOperation initializer)
        => Within(initializer).OfType<IAddressOfOperation>().Select(operation => Variable(operation.Reference)).OfType<IParameterSymbol>();

    private static IEnumerable<IOperation> Within(IOperation operation)
        => operation is INameOfOperation ? [] : operation.ChildOperations.SelectMany(Within).Prepend(operation);
}
