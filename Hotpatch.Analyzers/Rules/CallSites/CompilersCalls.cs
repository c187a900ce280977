using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.CallSites;

/// <summary>Finds the methods that the compiler calls for an operation whose source does not name them.</summary>
internal static class CompilersCalls
{
    public static readonly OperationKind[] Kinds =
    [
        OperationKind.Loop, OperationKind.Await, OperationKind.Using, OperationKind.UsingDeclaration, OperationKind.Lock, OperationKind.InterpolatedString,
        OperationKind.DeconstructionAssignment, OperationKind.Binary, OperationKind.CompoundAssignment, OperationKind.Conversion, OperationKind.Try,
    ];

    /// <summary>Returns the methods, each with the feature of the language for which the compiler calls it.</summary>
    public static IEnumerable<(IMethodSymbol Method, string Feature)> In(IOperation operation)
    {
        var compilation = operation.SemanticModel?.Compilation;
        var found = operation switch
        {
            IForEachLoopOperation loop => OfLoop(loop, compilation),
            IAwaitOperation { Syntax: AwaitExpressionSyntax awaiting, SemanticModel: { } model } => OfAwait(model.GetAwaitExpressionInfo(awaiting)),
            IUsingOperation @using => (OfUsing(@using.IsAsynchronous, compilation), "using"),
            IUsingDeclarationOperation @using => (OfUsing(@using.IsAsynchronous, compilation), "using"),
            ILockOperation { LockedValue.Type: var type } => (OfLock(type, compilation), "lock"),
            ITryOperation attempt when Awaits(attempt.Finally) || attempt.Catches.Any(Awaits) => (OfRethrow(compilation), "await in catch or finally"),
            IInterpolatedStringOperation text => (OfInterpolation(text, compilation), "an interpolated string"),
            IDeconstructionAssignmentOperation { Syntax: AssignmentExpressionSyntax assignment, SemanticModel: { } model }
                => (Of(model.GetDeconstructionInfo(assignment)), "a deconstruction"),
            IBinaryOperation { OperatorMethod: null, OperatorKind: var kind, Type: { } type } => OfAddition(operation, kind, type, compilation),
            ICompoundAssignmentOperation { OperatorMethod: null, OperatorKind: var kind, Target.Type: { } type } => OfAddition(operation, kind, type, compilation),
            IConversionOperation { Type: { } to, Operand.Type: { } from } when IsNullable(to) || IsNullable(from) => (Of(compilation, "System.Nullable`1"), "a conversion"),
            IConversionOperation { OperatorMethod: null, Type: INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", Arity: 1 }, Conversion.IsIdentity: false } => (
                Named(compilation, "System.Span`1", WellKnownMemberNames.ImplicitConversionName)
                    .Concat(Named(compilation, "System.ReadOnlySpan`1", WellKnownMemberNames.ImplicitConversionName))
                    .Concat(Named(compilation, "System.MemoryExtensions", "AsSpan")),
                "a conversion"),
            _ => (Enumerable.Empty<IMethodSymbol>(), string.Empty),
        };
        return found.Item1.Select(method => (method, found.Item2));
    }

    /// <summary>Whether the operation is a <c>foreach</c> for which the compiler calls no enumerator: over an array, a string or a span.</summary>
    public static bool IsLoopWithoutEnumerator(IOperation operation)
        => operation is IForEachLoopOperation { Collection: var collection }
            && collection.Unwrap().Type is IArrayTypeSymbol or { SpecialType: SpecialType.System_String } or INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", Arity: 1 };

    public static IEnumerable<IMethodSymbol> Of(Compilation? compilation, string type) => Of(compilation?.GetTypeByMetadataName(type));

    public static IEnumerable<IMethodSymbol> Named(Compilation? compilation, string type, string name)
        => compilation?.GetTypeByMetadataName(type)?.GetMembers(name).OfType<IMethodSymbol>() ?? [];

    private static (IEnumerable<IMethodSymbol> Methods, string Feature) OfLoop(IForEachLoopOperation loop, Compilation? compilation)
    {
        if (IsLoopWithoutEnumerator(loop) || loop.Syntax is not CommonForEachStatementSyntax syntax || loop.SemanticModel is not { } model)
            return ([], string.Empty);

        var info = model.GetForEachStatementInfo(syntax);
        var called = new[] { info.GetEnumeratorMethod, info.MoveNextMethod, info.CurrentProperty?.GetMethod, info.DisposeMethod }.OfType<IMethodSymbol>();
        return (info.IsAsynchronous ? called.Concat(OfAwaited(info.MoveNextMethod)).Concat(OfAwaited(info.DisposeMethod)).Concat(OfRethrow(compilation)) : called, "foreach");
    }

    private static (IEnumerable<IMethodSymbol> Methods, string Feature) OfAwait(AwaitExpressionInfo info)
        => (new[] { info.GetAwaiterMethod, info.IsCompletedProperty?.GetMethod, info.GetResultMethod }.OfType<IMethodSymbol>(), "await");

    // The awaiter of the result of a method that the source does not name.
    private static IEnumerable<IMethodSymbol> OfAwaited(IMethodSymbol? method)
        => method?.ReturnType.GetMembers(WellKnownMemberNames.GetAwaiter).OfType<IMethodSymbol>().FirstOrDefault() is not { ReturnType: var awaiter } getAwaiter ? []
            : awaiter.GetMembers(WellKnownMemberNames.GetResult).Concat(awaiter.GetMembers("get_" + WellKnownMemberNames.IsCompleted)).OfType<IMethodSymbol>().Prepend(getAwaiter);

    private static IEnumerable<IMethodSymbol> OfUsing(bool isAsynchronous, Compilation? compilation)
    {
        if (!isAsynchronous)
            return Of(compilation, "System.IDisposable");

        var dispose = Of(compilation, "System.IAsyncDisposable").ToArray();
        return dispose.Concat(dispose.SelectMany(OfAwaited)).Concat(OfRethrow(compilation));
    }

    private static IEnumerable<IMethodSymbol> OfLock(ITypeSymbol? type, Compilation? compilation)
        => type is INamedTypeSymbol { Name: "Lock", ContainingNamespace.Name: "Threading" }
            ? Of(type).Concat(type.GetTypeMembers("Scope").SelectMany(Of))
            : Named(compilation, "System.Threading.Monitor", "Enter").Where(method => method.Parameters.Length == 2)
                .Concat(Named(compilation, "System.Threading.Monitor", "Exit"));

    private static bool Awaits(IOperation? part) => part?.Descendants().Any(operation => operation is IAwaitOperation) == true;

    private static IEnumerable<IMethodSymbol> OfRethrow(Compilation? compilation) => Of(compilation, "System.Runtime.ExceptionServices.ExceptionDispatchInfo");

    private static IEnumerable<IMethodSymbol> OfInterpolation(IInterpolatedStringOperation text, Compilation? compilation)
        => StringConcatenation.IsOne(text) ? StringConcatenation.MethodsOf(text)
            : compilation?.GetTypeByMetadataName("System.Runtime.CompilerServices.DefaultInterpolatedStringHandler") is not null ? []
            : Named(compilation, "System.String", nameof(string.Format));

    private static (IEnumerable<IMethodSymbol> Methods, string Feature) OfAddition(IOperation operation, BinaryOperatorKind kind, ITypeSymbol type, Compilation? compilation)
        => kind switch
        {
            BinaryOperatorKind.Add when type.SpecialType == SpecialType.System_String => (StringConcatenation.MethodsOf(operation), "string concatenation"),
            BinaryOperatorKind.Add when type.TypeKind == TypeKind.Delegate => (Named(compilation, "System.Delegate", "Combine"), "adding or removing a delegate"),
            BinaryOperatorKind.Subtract when type.TypeKind == TypeKind.Delegate => (Named(compilation, "System.Delegate", "Remove"), "adding or removing a delegate"),
            _ => ([], string.Empty),
        };

    private static IEnumerable<IMethodSymbol> Of(DeconstructionInfo info)
        => new[] { info.Method }.OfType<IMethodSymbol>().Concat(info.Nested.SelectMany(Of));

    private static IEnumerable<IMethodSymbol> Of(ITypeSymbol? type) => type?.GetMembers().OfType<IMethodSymbol>() ?? [];

    private static bool IsNullable(ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
}
