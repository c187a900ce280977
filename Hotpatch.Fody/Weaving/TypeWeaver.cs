using Hotpatch.Fody.Selection;

namespace Hotpatch.Fody.Weaving;

/// <summary>Weaves the selected methods of one type, then those of its nested types.</summary>
internal sealed class TypeWeaver(WeavingContext context, SelectedType selected)
{
    public WovenType Weave()
    {
        var methods = selected.Methods.Count > 0 ? WeaveMethods() : [];
        var nested = selected.Nested.Select(type => new TypeWeaver(context, type).Weave()).ToArray();
        return new WovenType(selected.Type, methods, nested);
    }

    private WovenMethod[] WeaveMethods()
    {
        var slots = new SlotClass(context, selected.Type);
        var names = new MemberNames(selected.Type);
        return selected.Methods.Select(method => new MethodWeaver(context, method, slots, names).Weave()).ToArray();
    }
}
