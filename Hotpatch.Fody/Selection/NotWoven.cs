using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>Finds out whether the project switched weaving off. The build notes this in an attribute of the assembly, which the runtime reads too.</summary>
internal static class NotWoven
{
    /// <summary>Returns the name of the property that switched weaving off, or null.</summary>
    public static string? PropertyOf(AssemblyDefinition assembly)
        => assembly.CustomAttributes
            .Where(attribute => attribute.AttributeType.FullName == KnownNames.Framework.AssemblyMetadataAttribute)
            .Select(attribute => attribute.ConstructorArguments)
            .Where(arguments => arguments.Count == 2 && arguments[0].Value is KnownNames.Runtime.NotWovenMetadata)
            .Select(arguments => arguments[1].Value as string)
            .FirstOrDefault();
}
