using Hotpatch.Fody.Calls;
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
        var methods = selected.Methods.Select(method => method.Call is { } call ? WeaveCall(weaver, call, method) : Weave(weaver, method, gates)).ToArray();
        var nested = selected.Nested.Select(type => new TypeWeaver(context, type).Weave()).ToArray();
        return new WovenType(selected.Type, slots.Definition, methods, nested) { Target = selected.Target };
    }

    private WovenMethod WeaveCall(MethodWeaver weaver, CallStub call, SelectedMethod method)
    {
        // The stub's original gets these attributes too: neither has source.
        Attributes.Hide(context, call.Method);
        var woven = weaver.Weave(method.Signature, gate: null) with { Call = call };
        if (call.Constrained is { } constrained)
            ConstrainedStub.Write(context, constrained, woven);

        return woven;
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
