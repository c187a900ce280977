using Hotpatch.Fody.Configuration;
using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Hotpatch.Fody.Selection;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>Weaves the selected methods of one type, and then of its nested types.</summary>
internal sealed class TypeWeaver(WeavingContext context, SelectedType selected)
{
    public WovenType Weave()
    {
        var names = new MemberNames(selected.Type);
        var slots = new TypeSlots(context, selected.Type, names);
        var gates = new GateClass(context, selected.Type);
        var coverage = new Coverage(selected.Type);
        var weaver = new MethodWeaver(context, slots, names, coverage, EventSources.FindNonEvent(selected.Type));
        var methods = selected.Methods.Select(method => Weave(weaver, method, gates)).ToArray();
        var nested = selected.Nested.Select(type => new TypeWeaver(context, type).Weave()).ToArray();
        return new WovenType(selected.Type, slots.Definition, methods, nested);
    }

    private static WovenMethod Weave(MethodWeaver weaver, SelectedMethod method, GateClass gates)
    {
        try
        {
            return weaver.Weave(method.Signature, GateOf(gates, method));
        }
        catch (Exception exception) when (exception is not HotpatchWeavingException)
        {
            throw Failures.Of(exception, method.Signature.Method);
        }
    }

    private static FieldDefinition? GateOf(GateClass gates, SelectedMethod method)
        => method.Consistency == PatchConsistency.Immediate ? null : gates.Add(MemberNames.IdentifierOf(method.Signature.Method), method.Consistency);
}
