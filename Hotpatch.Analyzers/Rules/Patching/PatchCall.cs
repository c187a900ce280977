using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>A call that sets a replacement or adds a layer.</summary>
/// <param name="Handle">The handle.</param>
/// <param name="Replacements">The replacement, or the delegates that a wrapper may return.</param>
/// <param name="IsLayer">Whether the call adds a layer.</param>
/// <param name="Below">The expression to use instead of a call of the method: the handle, which has the original, or a wrapper's parameter.</param>
internal sealed record PatchCall(IOperation Handle, IReadOnlyList<IOperation> Replacements, bool IsLayer, SyntaxNode Below)
{
    /// <summary>Returns null if the call is no such call, or if it doesn't show the replacement.</summary>
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

    /// <summary>Returns the values that a function returns, without those of inner functions. An expression body is its value.</summary>
    private static IEnumerable<IOperation> Returned(IOperation body)
        => body is not IBlockOperation ? [body]
            : Within(body).OfType<IReturnOperation>().Select(@return => @return.ReturnedValue).OfType<IOperation>();

    private static IEnumerable<IOperation> Within(IOperation operation)
        => operation.ChildOperations
            .Where(child => child is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            .SelectMany(child => Within(child).Prepend(child));

    // Named arguments may have any order.
    private static IOperation Argument(IInvocationOperation call, int ordinal) => call.Arguments.First(argument => argument.Parameter?.Ordinal == ordinal).Value;

    private static IOperation Unconverted(IOperation operation) => operation is IConversionOperation { IsImplicit: true, Operand: var operand } ? operand : operation;
}
