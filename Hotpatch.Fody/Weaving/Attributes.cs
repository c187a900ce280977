using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>Distributes a method's attributes and flags between the stub, which callers see, and the original, which has the body.</summary>
internal static class Attributes
{
    // Locks, inlining bans, optimisation settings and runtime-async are about the body. AggressiveInlining is about calls as well.
    private const MethodImplAttributes BodyFlags
        = MethodImplAttributes.NoInlining | MethodImplAttributes.Synchronized | MethodImplAttributes.NoOptimization | AggressiveOptimization | Async;

    // Cecil's enumeration has no member for these flags.
    private const MethodImplAttributes AggressiveOptimization = (MethodImplAttributes)0x200;
    private const MethodImplAttributes Async = (MethodImplAttributes)0x2000;

    /// <param name="context">The context.</param>
    /// <param name="stub">The patchable method.</param>
    /// <param name="original">Its original.</param>
    /// <param name="isStubOnly">Whether the stub has no code of the source. A constructor keeps its arguments of <c>base(…)</c>.</param>
    public static void Distribute(WeavingContext context, MethodDefinition stub, MethodDefinition original, bool isStubOnly)
    {
        stub.CopyAttributes(original, KnownNames.Framework.BodyAttributes);
        stub.MethodReturnType.CopyAttributes(original.MethodReturnType, KnownNames.Framework.TypeAttributes);

        // Users want to step through the code that stays in the constructor, and see it in stack traces.
        if (!isStubOnly)
            return;

        stub.ImplAttributes &= ~BodyFlags;

        // [MethodImpl(MethodImplOptions.AggressiveInlining)]
        // Inline the stub into its callers, and small originals with it. .NET leaves such methods out of stack traces too.
        stub.AggressiveInlining = true;

        Hide(context, stub);
    }

    /// <summary>Leaves the method out of stack traces, and makes debuggers step through it.</summary>
    public static void Hide(WeavingContext context, MethodDefinition method)
    {
        // Without symbols, debuggers have nothing to step through.
        if (!context.Module.HasSymbols)
            return;

        // [StackTraceHidden] [DebuggerStepThrough]
        Add(context, method, KnownNames.Framework.StackTraceHiddenAttribute);
        Add(context, method, KnownNames.Framework.DebuggerStepThroughAttribute);
    }

    /// <summary>Returns a parameter of the same name, direction and kind, for another method.</summary>
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
