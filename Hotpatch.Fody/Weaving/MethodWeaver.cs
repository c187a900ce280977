using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>Makes one method patchable: its body moves to the original, and a stub that dispatches through the slot takes its place.</summary>
internal sealed class MethodWeaver(WeavingContext context, MethodDefinition method, SlotClass slots, MemberNames names)
{
    public WovenMethod Weave()
    {
        var name = names.IdentifierFor(method);
        var dispatch = SlotDelegate.For(context, method, slots, name);
        var slot = slots.AddSlot(name, dispatch.Type);
        var original = OriginalMethod.TakeBodyOf(method, names.Unique(name + KnownNames.Generated.OriginalSuffix));

        StubBody.Write(context, method, original, slot, dispatch);
        Attributes.Distribute(context, method, original);

        BodyValidation.Check(method);
        BodyValidation.Check(original);
        return new WovenMethod(method, original, slot);
    }
}
