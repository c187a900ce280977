using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Hotpatch.Libraries.Watching;

/// <summary>Tells libraries from what they need, which lies in the same folder.</summary>
internal static class DependencyCheck
{
    private static readonly string? Runtime = typeof(PatchAttribute).Assembly.GetName().Name;

    /// <summary>Whether it is an assembly or a native library that does not know of Hotpatch. What is damaged is not: loading it says how.</summary>
    public static bool IsDependency(byte[] bytes)
    {
        try
        {
            using var file = new PEReader(new MemoryStream(bytes, writable: false));
            return !file.HasMetadata || !References(file.GetMetadataReader(), Runtime);
        }
#pragma warning disable CA1031 // The reader's exceptions for damaged files are of many kinds.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private static bool References(MetadataReader reader, string? name)
        => reader.AssemblyReferences.Any(
            reference => reader.StringComparer.Equals(reader.GetAssemblyReference(reference).Name, name!, ignoreCase: true));
}
