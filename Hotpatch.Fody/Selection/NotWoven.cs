using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>Finds out whether the project switched weaving off. The build notes this in an attribute of the assembly, which the runtime reads too.</summary>
internal static class NotWoven
{
    /// <summary>Returns the name of the property that switched weaving off, or null.</summary>
    public static string? PropertyOf(AssemblyDefinition assembly)
        => assembly.CustomAttributes
            .Where(IsNote)
            .Select(attribute => attribute.ConstructorArguments[1].Value as string)
            .FirstOrDefault();

    /// <summary>Removes the attribute, for an assembly that is to be woven all the same.</summary>
    public static void Forget(AssemblyDefinition assembly)
    {
        foreach (var attribute in assembly.CustomAttributes.Where(IsNote).ToArray())
            assembly.CustomAttributes.Remove(attribute);
    }

    private static bool IsNote(CustomAttribute attribute)
        => attribute.AttributeType.FullName == KnownNames.Framework.AssemblyMetadataAttribute
            && attribute.ConstructorArguments is { Count: 2 } arguments
            && arguments[0].Value is KnownNames.Runtime.NotWovenMetadata;
}
