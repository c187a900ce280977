using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Hotpatch.Libraries.Reading;

/// <summary>What the tables mean, once each of their rows refers to what is there.</summary>
internal static class MetadataChecks
{
    public static void Run(PEReader image, MetadataTables tables)
    {
        AssemblyChecks.Run(image, tables);
    }
}
