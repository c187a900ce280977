using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>Finds the methods that can't have a gate, because nothing tells when a call of them ends.</summary>
internal static class GateRules
{
    public static Refusal? Find(MethodDefinition method)
        => IsIterator(method) || (method.ReturnType.DefinitionName() is { } returned && KnownNames.Framework.AsyncEnumerables.Contains(returned))
            ? Refusal.EnumeratedLater
            : method.Has(KnownNames.Framework.AsyncStateMachineAttribute) && TaskKind.Of(method.ReturnType) is null
                ? Refusal.NoTask
                : null;

    private static bool IsIterator(MethodDefinition method)
        => method.Has(KnownNames.Framework.IteratorStateMachineAttribute) || method.Has(KnownNames.Framework.AsyncIteratorStateMachineAttribute);
}
