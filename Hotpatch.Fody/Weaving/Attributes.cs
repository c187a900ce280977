using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// Shares a method's attributes and flags out: what belongs to the contract stays on the stub, what belongs to the body goes to the
/// original.
/// </summary>
internal static class Attributes
{
    // Locks, inlining bans and optimisation settings are about the body, and so is that the runtime wraps its result in a task; asking for
    // inlining is about the call as well.
    private const MethodImplAttributes BodyFlags
        = MethodImplAttributes.NoInlining | MethodImplAttributes.Synchronized | MethodImplAttributes.NoOptimization | AggressiveOptimization | Async;

    // Not in Cecil's enumeration.
    private const MethodImplAttributes AggressiveOptimization = (MethodImplAttributes)0x200;
    private const MethodImplAttributes Async = (MethodImplAttributes)0x2000;

    /// <param name="context">What the weaver shares.</param>
    /// <param name="stub">The method.</param>
    /// <param name="original">Its original.</param>
    /// <param name="isStubOnly">Whether nothing of the body stays in the stub, as arguments of <c>base(…)</c> do in a constructor.</param>
    public static void Distribute(WeavingContext context, MethodDefinition stub, MethodDefinition original, bool isStubOnly)
    {
        stub.CopyAttributes(original, KnownNames.Framework.BodyAttributes);
        stub.MethodReturnType.CopyAttributes(original.MethodReturnType, KnownNames.Framework.TypeAttributes);

        // Who steps through the constructor, or reads a stack trace, looks for what stays there, too.
        if (!isStubOnly)
            return;

        stub.ImplAttributes &= ~BodyFlags;

        // [MethodImpl(MethodImplOptions.AggressiveInlining)]
        // The stub goes into its callers, and small originals with it. .NET leaves such methods out of stack traces, too.
        stub.AggressiveInlining = true;

        Hide(context, stub);
    }

    /// <summary>Leaves a method out of stack traces, and lets debuggers step through it.</summary>
    public static void Hide(WeavingContext context, MethodDefinition method)
    {
        // Without symbols there is nothing to step through.
        if (!context.Module.HasSymbols)
            return;

        // [StackTraceHidden] [DebuggerStepThrough]
        Add(context, method, KnownNames.Framework.StackTraceHiddenAttribute);
        Add(context, method, KnownNames.Framework.DebuggerStepThroughAttribute);
    }

    /// <summary>A parameter of the same name, direction and kind, for another method.</summary>
    public static ParameterDefinition CopyAs(this ParameterDefinition parameter, TypeReference type)
    {
        const ParameterAttributes Direction = ParameterAttributes.In | ParameterAttributes.Out;
        var copy = new ParameterDefinition(parameter.Name, parameter.Attributes & Direction, type);
        parameter.CopyAttributes(copy, KnownNames.Framework.TypeAttributes);
        return copy;
    }

    private static void Add(WeavingContext context, MethodDefinition stub, string attribute)
    {
        // .NET Standard and .NET Framework have no [StackTraceHidden].
        if (context.Framework.TryGetConstructor(attribute) is { } constructor && !stub.Has(attribute))
            stub.CustomAttributes.Add(new CustomAttribute(constructor));
    }
}
