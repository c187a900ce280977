using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>Which methods cannot have a gate: those whose calls end at a time that nobody tells.</summary>
internal static class GateRules
{
    public static Refusal? Find(MethodDefinition method)
        => IsIterator(method) || KnownNames.Framework.AsyncEnumerables.Contains(ElementOf(method.ReturnType))
            ? Refusal.NoEndOfCall("its body runs while the caller enumerates, which may be later, or never to the end.")
            : method.Has(KnownNames.Framework.AsyncStateMachineAttribute) && TaskKind.Of(method.ReturnType) is null
                ? Refusal.NoEndOfCall("it is asynchronous, and what it returns does not tell when it has ended: only Task and ValueTask do.")
                : null;

    private static bool IsIterator(MethodDefinition method)
        => method.Has(KnownNames.Framework.IteratorStateMachineAttribute) || method.Has(KnownNames.Framework.AsyncIteratorStateMachineAttribute);

    private static string ElementOf(TypeReference type) => type.WithoutModifiers().GetElementType().FullName;
}
