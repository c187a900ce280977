using Hotpatch.Fody.Calls;
using Hotpatch.Fody.Configuration;
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
        var missing = wanted.PatternsWithout(called).Select(pattern => (pattern.Text, Suggestion: pattern.Suggestion(module.ForeignMembers())))
            .Concat(isCSharp ? [] : wanted.MembersWithout(called).Select(member => (member.Text, Suggestion: string.Empty)));
        foreach (var (text, suggestion) in missing)
        {
            log.Warning(
                ErrorCode.NotCalled,
                $"Calls of {text} are to be patchable, but nothing in {module.Assembly.Name.Name} makes one that can be.{suggestion} Correct the name, or remove it.");
        }
    }

    // What the module names. It need not resolve, for a message.
    private static IEnumerable<IMethodName> ForeignMembers(this ModuleDefinition module)
        => module.GetMemberReferences().OfType<MethodReference>().Where(method => method.DeclaringType is not (ArrayType or null)).Select(method => new MemberOfCall(method));
}
