using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// Makes methods of one type patchable: a method's body moves to the original, and a stub that dispatches through the slot takes its place. A
/// constructor keeps its body, since readonly fields can be assigned nowhere else.
/// </summary>
internal sealed class MethodWeaver(WeavingContext context, TypeSlots slots, MemberNames names, Coverage coverage, MethodReference? nonEvent)
{
    /// <summary>Weaves one method, with a gate or without.</summary>
    public WovenMethod Weave(MethodSignature signature, FieldDefinition? gate)
    {
        var method = signature.Method;
        var (@class, name) = slots.For(method);
        var dispatch = SlotDelegate.For(context, signature, @class, name);
        var slot = @class.AddSlot(name, dispatch);

        if (method.IsConstructor)
        {
            ConstructorBody.AddBranch(context, signature, slot, dispatch, gate);
            BodyValidation.Check(method);
            return new WovenMethod(method, Original: null, slot) { Gate = gate };
        }

        context.CurrentMethod?.NameIn(method);
        var original = TakeOriginal(method, names.OriginalFor(method));
        var waiting = gate is null ? null : WaitingCall.Add(context, signature, @class);
        if (gate is null)
            StubBody.Write(context, signature, original, slot, dispatch);
        else
            GatedStubBody.Write(context, signature, original, slot, dispatch, gate, waiting);

        Attributes.Distribute(context, method, original);
        context.Trimming.Complete(method, original);
        waiting?.Write(original, slot, dispatch);
        coverage.Share(method, original);

        // [NonEvent]
        if (nonEvent is not null)
            original.CustomAttributes.Add(new CustomAttribute(nonEvent));

        BodyValidation.Check(method);
        return new WovenMethod(method, method.Captures() ? null : original, slot) { Gate = gate };
    }

    private MethodDefinition TakeOriginal(MethodDefinition method, string name)
        => method.IsPInvokeImpl ? OriginalMethod.TakeImportOf(method, name) : OriginalMethod.TakeBodyOf(method, name, coverage);
}
