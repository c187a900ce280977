using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>A project that says that it shall not be woven; the build has noted it in the assembly, where the program finds it too.</summary>
internal static class NotWoven
{
    /// <summary>The property that says so; null where none does.</summary>
    public static string? PropertyOf(AssemblyDefinition assembly)
        => assembly.CustomAttributes
            .Where(attribute => attribute.AttributeType.FullName == KnownNames.Framework.AssemblyMetadataAttribute)
            .Select(attribute => attribute.ConstructorArguments)
            .Where(arguments => arguments.Count == 2 && arguments[0].Value is KnownNames.Runtime.NotWovenMetadata)
            .Select(arguments => arguments[1].Value as string)
            .FirstOrDefault();
}
