using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using static Hotpatch.Fody.Trimming.TrimmingNames;

namespace Hotpatch.Fody.Trimming;

/// <summary>
/// The suppressions that an assembly declares for single members, by their documentation's name:
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

    /// <summary>Those for a method, or for the property or event that it is an accessor of, as the method would carry them itself.</summary>
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
        // Roslyn writes it with a tilde, and the trimmer takes both.
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
