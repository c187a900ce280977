using Mono.Cecil;

namespace Hotpatch.Build;

/// <summary>
/// Reads the calls that the project itself names in <c>[assembly: PatchableCalls]</c>. Its handles are those over the calls of all assemblies, so the
/// woven references make the same calls patchable.
/// </summary>
internal static class ProjectCalls
{
    private const string Attribute = "Hotpatch.PatchableCallsAttribute";

    /// <summary>Returns the calls as patterns; none if the assembly is not there, as in a design-time build.</summary>
    public static IReadOnlyList<string> Of(string? assembly)
    {
        if (assembly is null || !File.Exists(assembly))
            return [];

        try
        {
            using var module = ModuleDefinition.ReadModule(assembly);
            return [.. module.Assembly.CustomAttributes.Where(attribute => attribute.AttributeType.FullName == Attribute).SelectMany(PatternsOf).Distinct(StringComparer.Ordinal)];
        }
        catch (BadImageFormatException)
        {
            // The compiler's output is read again by whatever copies it, and reported there.
            return [];
        }
    }

    private static IEnumerable<string> PatternsOf(CustomAttribute attribute)
    {
        if (attribute.ConstructorArguments is not [{ Value: TypeReference type }, var names])
            return [];

        var name = type.GetElementType().FullName.Replace('/', '+');
        var members = names.Value as CustomAttributeArgument[] ?? [];
        return members.Length == 0 ? [name + ".*"] : members.Select(member => $"{name}.{(member.Value is "Constructor" ? ".ctor" : member.Value)}");
    }
}
