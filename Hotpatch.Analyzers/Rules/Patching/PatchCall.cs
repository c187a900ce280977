using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>A call that lets something run in place of a handle's method, or around it.</summary>
/// <param name="Handle">The handle.</param>
/// <param name="Replacements">What runs: one replacement, or what a wrapper may return.</param>
/// <param name="IsLayer">Whether it is around the method.</param>
/// <param name="Below">What it should call in place of the method: the handle, which has the original, or a wrapper's parameter.</param>
internal sealed record PatchCall(IOperation Handle, IReadOnlyList<IOperation> Replacements, bool IsLayer, SyntaxNode Below)
{
    /// <summary>Null where the call is no such call, or does not show what will run.</summary>
    public static PatchCall? Of(IInvocationOperation call, RuntimeSymbols symbols, Initializers initializers, CancellationToken cancellation)
    {
        if (symbols.IsPatch(call.TargetMethod) && call.Instance is { } patched)
            return new PatchCall(patched, [Argument(call, 0)], IsLayer: false, patched.Syntax);

        if (symbols.IsAddToSet(call.TargetMethod))
            return new PatchCall(Unconverted(Argument(call, 0)), [Argument(call, 1)], IsLayer: false, Unconverted(Argument(call, 0)).Syntax);

        if (symbols.IsWrap(call.TargetMethod) && call.Instance is { } wrapped)
            return OfWrapper(wrapped, Argument(call, 0), initializers, cancellation);

        return symbols.IsWrapInSet(call.TargetMethod) ? OfWrapper(Unconverted(Argument(call, 0)), Argument(call, 1), initializers, cancellation) : null;
    }

    private static PatchCall? OfWrapper(IOperation handle, IOperation wrapper, Initializers initializers, CancellationToken cancellation)
        => ReplacementBody.Of(wrapper, initializers, cancellation) is { Self: { DeclaringSyntaxReferences: [var next] } } body
            ? new PatchCall(handle, [.. Returned(body.Operation)], IsLayer: true, next.GetSyntax(cancellation))
            : null;

    /// <summary>The values that a function returns, without those of functions within it; the body of one that is an expression is its value.</summary>
    private static IEnumerable<IOperation> Returned(IOperation body)
        => body is not IBlockOperation ? [body]
            : Within(body).OfType<IReturnOperation>().Select(@return => @return.ReturnedValue).OfType<IOperation>();

    private static IEnumerable<IOperation> Within(IOperation operation)
        => operation.ChildOperations
            .Where(child => child is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            .SelectMany(child => Within(child).Prepend(child));

    // Named arguments may stand in any order.
    private static IOperation Argument(IInvocationOperation call, int ordinal) => call.Arguments.First(argument => argument.Parameter?.Ordinal == ordinal).Value;

    private static IOperation Unconverted(IOperation operation) => operation is IConversionOperation { IsImplicit: true, Operand: var operand } ? operand : operation;
}
