using Hotpatch.Analyzers.Rules.Patching;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Calls;

/// <summary>Finds the methods that the compiler calls for an operation whose source does not name them.</summary>
internal static class CompilersCalls
{
    public static readonly OperationKind[] Kinds =
    [
        OperationKind.Loop, OperationKind.Await, OperationKind.Using, OperationKind.UsingDeclaration, OperationKind.Lock, OperationKind.InterpolatedString,
        OperationKind.DeconstructionAssignment, OperationKind.TypeOf, OperationKind.Binary, OperationKind.CompoundAssignment, OperationKind.Conversion,
    ];

    /// <summary>Returns the methods, each with the feature of the language for which the compiler calls it.</summary>
    public static IEnumerable<(IMethodSymbol Method, string Feature)> In(IOperation operation)
    {
        var compilation = operation.SemanticModel?.Compilation;
        var found = operation switch
        {
            IForEachLoopOperation loop => OfLoop(loop),
            IAwaitOperation { Syntax: AwaitExpressionSyntax awaiting, SemanticModel: { } model } => OfAwait(model.GetAwaitExpressionInfo(awaiting)),
            IUsingOperation or IUsingDeclarationOperation => (Of(compilation, "System.IDisposable").Concat(Of(compilation, "System.IAsyncDisposable")), "using"),
            ILockOperation { LockedValue.Type: var type } => (Of(compilation, "System.Threading.Monitor").Concat(Of(type)), "lock"),
            IInterpolatedStringOperation => (
                Of(compilation, "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler")
                    .Concat(Named(compilation, "System.String", "Format")).Concat(Named(compilation, "System.String", "Concat")),
                "an interpolated string"),
            IDeconstructionAssignmentOperation { Syntax: AssignmentExpressionSyntax assignment, SemanticModel: { } model }
                => (Of(model.GetDeconstructionInfo(assignment)), "a deconstruction"),
            ITypeOfOperation => (Named(compilation, "System.Type", "GetTypeFromHandle"), "typeof"),
            IBinaryOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract, Type: { } type } => OfAddition(type, compilation),
            ICompoundAssignmentOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract, Target.Type: { } type }
                => OfAddition(type, compilation),
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

    private static (IEnumerable<IMethodSymbol> Methods, string Feature) OfLoop(IForEachLoopOperation loop)
    {
        if (IsLoopWithoutEnumerator(loop) || loop.Syntax is not CommonForEachStatementSyntax syntax || loop.SemanticModel is not { } model)
            return ([], string.Empty);

        var info = model.GetForEachStatementInfo(syntax);
        return (new[] { info.GetEnumeratorMethod, info.MoveNextMethod, info.CurrentProperty?.GetMethod, info.DisposeMethod }.OfType<IMethodSymbol>(), "foreach");
    }

    private static (IEnumerable<IMethodSymbol> Methods, string Feature) OfAwait(AwaitExpressionInfo info)
        => (new[] { info.GetAwaiterMethod, info.IsCompletedProperty?.GetMethod, info.GetResultMethod }.OfType<IMethodSymbol>(), "await");

    private static (IEnumerable<IMethodSymbol> Methods, string Feature) OfAddition(ITypeSymbol type, Compilation? compilation)
        => type.SpecialType == SpecialType.System_String ? (Named(compilation, "System.String", "Concat"), "string concatenation")
            : type.TypeKind == TypeKind.Delegate
                ? (Named(compilation, "System.Delegate", "Combine").Concat(Named(compilation, "System.Delegate", "Remove")), "adding or removing a delegate")
            : ([], string.Empty);

    private static IEnumerable<IMethodSymbol> Of(DeconstructionInfo info)
        => new[] { info.Method }.OfType<IMethodSymbol>().Concat(info.Nested.SelectMany(Of));

    private static IEnumerable<IMethodSymbol> Of(Compilation? compilation, string type) => Of(compilation?.GetTypeByMetadataName(type));

    private static IEnumerable<IMethodSymbol> Of(ITypeSymbol? type) => type?.GetMembers().OfType<IMethodSymbol>() ?? [];

    private static IEnumerable<IMethodSymbol> Named(Compilation? compilation, string type, string name)
        => compilation?.GetTypeByMetadataName(type)?.GetMembers(name).OfType<IMethodSymbol>() ?? [];

    private static bool IsNullable(ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
}
