using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>A call that sets a replacement or adds a layer, a condition or a canary. The own calls of an interceptor pass it by.</summary>
/// <param name="Handle">The handle.</param>
/// <param name="Replacements">The replacement, or the delegates that a wrapper may return.</param>
/// <param name="Role">How messages name the replacements.</param>
/// <param name="Below">The expression to use instead of a call of the method: the handle, which has the original, or a wrapper's parameter.</param>
internal sealed record PatchCall(IOperation Handle, IReadOnlyList<IOperation> Replacements, PatchRole Role, SyntaxNode Below)
{
    private const string Conditions = "ConditionalPatches";

    /// <summary>Returns the delegates of the call by their roles; none if the call is no such call, or if it doesn't show them.</summary>
    public static IEnumerable<PatchCall> AllOf(IInvocationOperation call, RuntimeSymbols symbols, Initializers initializers, CancellationToken cancellation)
    {
        var method = call.TargetMethod;
        if (symbols.IsPatch(method) && call.Instance is { } patched)
            return [Replacing(patched, Argument(call, 0), PatchRole.Replacement)];

        if (symbols.IsAddToSet(method))
            return [Replacing(Unconverted(Argument(call, 0)), Argument(call, 1), PatchRole.Replacement)];

        if (symbols.IsWrap(method) && call.Instance is { } wrapped)
            return OfWrapper(wrapped, Argument(call, 0), initializers, cancellation) is { } layer ? [layer] : [];

        if (symbols.IsWrapInSet(method))
            return OfWrapper(Unconverted(Argument(call, 0)), Argument(call, 1), initializers, cancellation) is { } layer ? [layer] : [];

        if (method.Name == "Canary" && symbols.IsHandle(method.ContainingType) && call.Instance is { } tried)
            return [Replacing(tried, Argument(call, 1), PatchRole.Canary)];

        return symbols.IsExtension(method, Conditions) ? Conditional(call) : [];
    }

    // The replacement of PatchWhen may call the method: with arguments that don't meet the condition, it gets what lies below.
    private static IEnumerable<PatchCall> Conditional(IInvocationOperation call)
    {
        var handle = Unconverted(Argument(call, 0));
        return call.TargetMethod.Name switch
        {
            "PatchWhen" or "PatchWhenArguments" => [Replacing(handle, Argument(call, 1), PatchRole.Condition)],
            "Canary" or "CanaryByArguments" => [Replacing(handle, Argument(call, 2), PatchRole.Canary), Replacing(handle, Argument(call, 3), PatchRole.Key)],
            _ => [],
        };
    }

    private static PatchCall Replacing(IOperation handle, IOperation replacement, PatchRole role) => new(handle, [replacement], role, handle.Syntax);

    private static PatchCall? OfWrapper(IOperation handle, IOperation wrapper, Initializers initializers, CancellationToken cancellation)
        => ReplacementBody.Of(wrapper, initializers, cancellation) is { Self: { DeclaringSyntaxReferences: [var next] } } body
            ? new PatchCall(handle, [.. Returned(body.Operation)], PatchRole.Layer, next.GetSyntax(cancellation))
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
