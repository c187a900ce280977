using Hotpatch.Fody.Selection;

namespace Hotpatch.Fody.Weaving;

/// <summary>Weaves the selected methods of one type, then those of its nested types.</summary>
internal sealed class TypeWeaver(WeavingContext context, SelectedType selected)
{
    public WovenType Weave()
    {
        var names = new MemberNames(selected.Type);
        var slots = new TypeSlots(context, selected.Type, names);
        var methods = selected.Methods.Select(new MethodWeaver(context, slots, names).Weave).ToArray();
        var nested = selected.Nested.Select(type => new TypeWeaver(context, type).Weave()).ToArray();
        return new WovenType(selected.Type, slots.Definition, methods, nested);
    }
}
