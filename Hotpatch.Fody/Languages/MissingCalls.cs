using Hotpatch.Fody.Calls;
using Hotpatch.Fody.Diagnostics;
using Mono.Cecil;

namespace Hotpatch.Fody.Languages;

/// <summary>Warns about calls that are to be patchable, but that nothing in the assembly makes. Most likely a name is wrong.</summary>
internal static class MissingCalls
{
    public static void Report(ModuleDefinition module, WantedCalls wanted, IReadOnlyList<PatchableCall> calls, WeaverLog log)
    {
        if (wanted.IsEmpty)
            return;

        var called = new HashSet<CalledMethod>(calls.Select(call => call.Target));

        // For C#, an analyzer shows the same warning for an attribute, at its line.
        var isCSharp = SourceLanguage.Of(module) == SourceLanguage.CSharp;
        foreach (var text in wanted.PatternsWithout(called).Concat(isCSharp ? [] : wanted.MembersWithout(called)))
        {
            log.Warning(
                ErrorCode.NotCalled,
                $"Calls of {text} are to be patchable, but nothing in {module.Assembly.Name.Name} makes one that can be. Correct the name, or remove it.");
        }
    }
}
