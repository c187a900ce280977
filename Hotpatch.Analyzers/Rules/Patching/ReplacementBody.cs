using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>The body of a replacement in the same compilation.</summary>
/// <param name="Operation">The body.</param>
/// <param name="Self">The first parameter. It is the instance if the patched method has one.</param>
internal sealed record ReplacementBody(IOperation Operation, IParameterSymbol? Self)
{
    public static ReplacementBody? Of(IOperation replacement, Initializers initializers, CancellationToken cancellation)
        => initializers.Follow(replacement) switch
        {
            IAnonymousFunctionOperation function => new ReplacementBody(function.Body, function.Symbol.Parameters.FirstOrDefault()),
            IMethodReferenceOperation { Method: var method } => Of(method, initializers, cancellation),
            _ => null,
        };

    /// <summary>Whether the body removes the replacement. After that, it may call the method.</summary>
    /// <param name="symbols">The types of the runtime.</param>
    /// <param name="mayBeOf">Whether a handle may belong to the patched method.</param>
    public bool EndsPatch(RuntimeSymbols symbols, Func<IOperation, bool> mayBeOf)
        => Operation.DescendantsAndSelf().OfType<IInvocationOperation>().Any(call => call.TargetMethod.Name switch
        {
            "Restore" or "Patch" => symbols.IsHandle(call.TargetMethod.ContainingType) && call.Instance is { } handle && mayBeOf(handle),
            "Dispose" => symbols.IsScope(call.Instance?.Type),
            _ => false,
        });

    private static ReplacementBody? Of(IMethodSymbol method, Initializers initializers, CancellationToken cancellation)
    {
        var declared = method.OriginalDefinition.PartialImplementationPart ?? method.OriginalDefinition;
        if (declared.DeclaringSyntaxReferences is not [var reference])
            return null;

        var node = reference.GetSyntax(cancellation);
        SyntaxNode? body = node switch
        {
            BaseMethodDeclarationSyntax { ExpressionBody: var arrow, Body: var block } => (SyntaxNode?)arrow?.Expression ?? block,
            LocalFunctionStatementSyntax { ExpressionBody: var arrow, Body: var block } => (SyntaxNode?)arrow?.Expression ?? block,
            _ => null,
        };

        return body is not null && initializers.ModelOf(body).GetOperation(body, cancellation) is { } operation
            ? new ReplacementBody(operation, declared.Parameters.FirstOrDefault())
            : null;
    }
}
