using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.CallSites;

/// <summary>Finds the methods that the compiler calls in the state machine of an async method, an iterator or an async iterator.</summary>
internal static class StateMachineCalls
{
    public static readonly OperationKind[] Kinds = [OperationKind.MethodBody, OperationKind.LocalFunction, OperationKind.AnonymousFunction];

    /// <summary>Returns the methods, each with the kind of function for which the compiler calls it.</summary>
    /// <param name="body">The function, or the body of a method or an accessor.</param>
    /// <param name="member">The member that contains it.</param>
    public static IEnumerable<(IMethodSymbol Method, string Feature)> In(IOperation body, ISymbol member)
    {
        var function = body switch
        {
            ILocalFunctionOperation local => local.Symbol,
            IAnonymousFunctionOperation lambda => lambda.Symbol,
            _ => member as IMethodSymbol,
        };
        if (function is null || body.SemanticModel?.Compilation is not { } compilation)
            return [];

        var (methods, feature) = (function.IsAsync, MayYield(function.ReturnType) && Yields(body)) switch
        {
            (true, true) => (OfAsyncIterator(function, compilation), "an async iterator"),
            (true, false) => (BuilderOf(function)?.GetMembers().OfType<IMethodSymbol>() ?? [], "an async method"),
            (false, true) => (OfIterator(compilation), "an iterator"),
            _ => (Enumerable.Empty<IMethodSymbol>(), string.Empty),
        };
        return methods.Select(method => (method, feature));
    }

    // The thread decides whether an enumerable can be its own enumerator. Reset throws.
    private static IEnumerable<IMethodSymbol> OfIterator(Compilation compilation)
        => CompilersCalls.Named(compilation, "System.Environment", "get_CurrentManagedThreadId")
            .Concat(CompilersCalls.Named(compilation, "System.NotSupportedException", WellKnownMemberNames.InstanceConstructorName));

    private static IEnumerable<IMethodSymbol> OfAsyncIterator(IMethodSymbol function, Compilation compilation)
    {
        var methods = OfIterator(compilation)
            .Concat(CompilersCalls.Of(compilation, "System.Threading.Tasks.Sources.ManualResetValueTaskSourceCore`1"))
            .Concat(CompilersCalls.Named(compilation, "System.Threading.Tasks.ValueTask", WellKnownMemberNames.InstanceConstructorName))
            .Concat(CompilersCalls.Named(compilation, "System.Threading.Tasks.ValueTask`1", WellKnownMemberNames.InstanceConstructorName));
        return function.Parameters.Any(parameter => parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "EnumeratorCancellationAttribute"))
            ? methods
                .Concat(CompilersCalls.Of(compilation, "System.Threading.CancellationTokenSource"))
                .Concat(CompilersCalls.Named(compilation, "System.Threading.CancellationToken", nameof(Equals)))
            : methods;
    }

    /// <summary>Returns the builder that an attribute of the function or of its result names. Calls of the framework's own builders can't be patchable.</summary>
    private static INamedTypeSymbol? BuilderOf(IMethodSymbol function)
        => (Named(function) ?? Named(function.ReturnType.OriginalDefinition))?.OriginalDefinition;

    private static INamedTypeSymbol? Named(ISymbol symbol)
        => symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == "AsyncMethodBuilderAttribute")
            ?.ConstructorArguments is [{ Value: INamedTypeSymbol builder }] ? builder : null;

    private static bool MayYield(ITypeSymbol type)
        => type.OriginalDefinition is { SpecialType: SpecialType.System_Collections_IEnumerable or SpecialType.System_Collections_IEnumerator }
            or { SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T or SpecialType.System_Collections_Generic_IEnumerator_T }
            or { Name: "IAsyncEnumerable" or "IAsyncEnumerator" };

    private static bool Yields(IOperation body)
        => body.ChildOperations.Any(child => child.Kind is OperationKind.YieldReturn or OperationKind.YieldBreak
            || (child is not (IAnonymousFunctionOperation or ILocalFunctionOperation) && Yields(child)));
}
