using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// Makes the methods of one type patchable. The body of a method moves to the original, and a stub takes its place. Of a constructor, only the
/// code after the chained call moves. If that code needs more than the object and the arguments, the whole body stays, and there is no original.
/// </summary>
internal sealed class MethodWeaver(WeavingContext context, TypeSlots slots, MemberNames names, Coverage coverage, MethodReference? nonEvent)
{
    /// <summary>Weaves one method. The gate is null for <c>Immediate</c>.</summary>
    public WovenMethod Weave(MethodSignature signature, FieldDefinition? gate)
    {
        var method = signature.Method;
        var (@class, name) = slots.For(method);
        var dispatch = SlotDelegate.For(context, signature, @class, name);
        var slot = @class.AddSlot(context, signature, dispatch, name);

        context.CurrentMethod?.NameIn(method);
        var cut = method.IsConstructor ? ConstructorCut.Find(method) : null;
        if (method.IsConstructor && cut is null)
        {
            ConstructorBody.AddBranch(context, signature, slot, dispatch, gate);
            BodyValidation.Check(method);
            return new WovenMethod(method, Original: null, slot, dispatch) { Gate = gate };
        }

        var original = TakeOriginal(method, cut, names.OriginalFor(method));
        var waiting = gate is null ? null : WaitingCall.Add(context, signature, @class);
        if (gate is null)
            StubBody.Write(context, signature, original, slot, dispatch);
        else
            GatedStubBody.Write(context, signature, original, slot, dispatch, gate, waiting);

        if (cut is { Call: not null })
            method.Body.OptimizeMacros();

        Attributes.Distribute(context, method, original, isStubOnly: cut?.IsAtStart ?? true);
        context.Trimming.Complete(method, original);
        waiting?.Write(original, slot, dispatch);
        coverage.Share(method, original);

        // [NonEvent]
        if (nonEvent is not null)
            original.CustomAttributes.Add(new CustomAttribute(nonEvent));

        BodyValidation.Check(method);
        if (cut is not null)
            BodyValidation.Check(original);

        return new WovenMethod(method, method.Captures() ? null : original, slot, dispatch) { Gate = gate };
    }

    private MethodDefinition TakeOriginal(MethodDefinition method, ConstructorCut? cut, string name)
        => cut is not null ? ConstructorOriginal.Take(context, method, cut, name, coverage)
            : method.IsPInvokeImpl ? OriginalMethod.TakeImportOf(method, name)
            : OriginalMethod.TakeBodyOf(method, name, coverage);
}
