using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Hotpatch.Libraries.Watching;

/// <summary>Distinguishes patch libraries from their dependencies, which lie in the same folder.</summary>
internal static class DependencyCheck
{
    private static readonly string Runtime = typeof(PatchAttribute).Assembly.GetName().Name!;

    // A project that copies its references to its output brings both.
    private static readonly string[] OfHotpatch = [Runtime, typeof(DependencyCheck).Assembly.GetName().Name!];

    /// <summary>
    /// Returns whether a file is a native library, an assembly of Hotpatch itself, or one that does not reference Hotpatch.Runtime. Returns false for a damaged file, so that
    /// loading it reports the damage.
    /// </summary>
    public static bool IsDependency(byte[] bytes)
    {
        try
        {
            using var file = new PEReader(new MemoryStream(bytes, writable: false));
            return !file.HasMetadata || IsDependency(file.GetMetadataReader());
        }
#pragma warning disable CA1031 // For damaged files, the metadata reader throws many types of exceptions.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private static bool IsDependency(MetadataReader reader)
        => (reader.IsAssembly && OfHotpatch.Contains(reader.GetString(reader.GetAssemblyDefinition().Name), StringComparer.OrdinalIgnoreCase))
            || !reader.AssemblyReferences.Any(
                reference => reader.StringComparer.Equals(reader.GetAssemblyReference(reference).Name, Runtime, ignoreCase: true));
}
