using Hotpatch.Fody.Configuration;
using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Calls;

/// <summary>The methods whose calls are to be patchable: those of <c>[PatchableCalls]</c>, and those of the patterns in the configuration.</summary>
internal sealed class WantedCalls
{
    private readonly IReadOnlyList<NamePattern> _patterns;
    private readonly IReadOnlyList<NamePattern> _optional;
    private readonly IReadOnlyList<WantedMember> _members;

    private WantedCalls(IReadOnlyList<NamePattern> patterns, IReadOnlyList<NamePattern> optional, IReadOnlyList<WantedMember> members)
        => (_patterns, _optional, _members) = (patterns, optional, members);

    /// <summary>Whether no call is to be patchable.</summary>
    public bool IsEmpty => _patterns.Count + _optional.Count + _members.Count == 0;

    /// <summary>Reads the attributes of the assembly, and logs an error for each that can't be fulfilled.</summary>
    public static WantedCalls Of(ModuleDefinition module, WeaverConfig config, WeaverLog log)
    {
        var members = new List<WantedMember>();
        foreach (var attribute in module.Assembly.CustomAttributes)
        {
            if (attribute.AttributeType.FullName == KnownNames.Runtime.PatchableCallsAttribute)
                members.AddRange(WantedMember.Read(module, attribute, log));
        }

        return new WantedCalls(config.Calls, config.OptionalCalls, members);
    }

    /// <summary>Whether calls of a method by this name are wanted. Not each of them may be possible.</summary>
    public bool Contains(CalledMethod method) => _members.Any(member => member.IsMeant(method)) || _patterns.Concat(_optional).Any(pattern => Matches(pattern, method));

    /// <summary>Whether the source names the method, so that it is an error if its calls can't be patchable.</summary>
    public bool ContainsByName(CalledMethod method) => _members.Any(member => member.Name is not null && member.IsMeant(method));

    /// <summary>Returns the members of attributes that none of the methods is.</summary>
    public IEnumerable<WantedMember> MembersWithout(IReadOnlyCollection<CalledMethod> called)
        => _members.Where(member => !called.Any(member.IsMeant));

    /// <summary>Returns the patterns of the configuration that match none of the methods.</summary>
    public IEnumerable<NamePattern> PatternsWithout(IReadOnlyCollection<CalledMethod> called)
        => _patterns.Where(pattern => !called.Any(method => Matches(pattern, method)));

    private static bool Matches(NamePattern pattern, CalledMethod method) => pattern.Matches(method) || pattern.Matches(new MemberOfCall(method.Reference));
}
