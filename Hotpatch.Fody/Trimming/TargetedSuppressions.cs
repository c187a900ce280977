using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using static Hotpatch.Fody.Trimming.TrimmingNames;

namespace Hotpatch.Fody.Trimming;

/// <summary>
/// The suppressions on an assembly for single members, which are named as in documentation comments:
/// <c>[assembly: UnconditionalSuppressMessage(…, Scope = "member", Target = "M:Shop.Prices.Load")]</c>.
/// </summary>
internal sealed class TargetedSuppressions
{
    private readonly ILookup<string, CustomAttribute> _byTarget;

    public TargetedSuppressions(ModuleDefinition module)
        => _byTarget = module.Assembly.CustomAttributes.Concat(module.CustomAttributes)
            .Where(attribute => attribute.AttributeType.FullName == SuppressMessage)
            .Select(attribute => (Target: TargetOf(attribute), Attribute: attribute))
            .Where(pair => pair.Target is not null)
            .ToLookup(pair => pair.Target!, pair => pair.Attribute, StringComparer.Ordinal);

    /// <summary>Returns the suppressions for a method, or for its property or event, in the form for the method itself.</summary>
    public IEnumerable<CustomAttribute> For(MethodDefinition method)
    {
        if (_byTarget.Count == 0)
            return [];

        var found = _byTarget[DocumentationName.Of(method)];
        if (method.Owner() is { } owner)
            found = found.Concat(_byTarget[DocumentationName.Of(owner)]);

        return found.Select(WithoutTarget);
    }

    private static string? TargetOf(CustomAttribute attribute)
    {
        // Roslyn writes the name with a tilde. The trimmer accepts both forms.
        var isOfMember = string.Equals(Argument(attribute, Scope), ScopeOfMember, StringComparison.OrdinalIgnoreCase);
        return isOfMember ? Argument(attribute, Target)?.TrimStart('~') : null;
    }

    private static string? Argument(CustomAttribute attribute, string name)
        => attribute.Properties.FirstOrDefault(property => property.Name == name).Argument.Value as string;

    private static CustomAttribute WithoutTarget(CustomAttribute attribute)
    {
        var copy = attribute.Copy();
        copy.Properties.Clear();
        foreach (var property in attribute.Properties.Where(property => property.Name is not (Scope or Target)))
            copy.Properties.Add(property);

        return copy;
    }
}
