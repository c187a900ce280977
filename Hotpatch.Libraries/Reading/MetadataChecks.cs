using System.Reflection.PortableExecutable;

namespace Hotpatch.Libraries.Reading;

/// <summary>What the tables mean, once each of their rows refers to what is there.</summary>
internal static class MetadataChecks
{
    public static void Run(PEReader image, MetadataTables tables, int length)
    {
        AssemblyChecks.Run(image, tables);
        var types = new TypeFacts(tables);
        var signatures = new SignatureChecks(tables, types, length);
        var members = new MemberChecks(image, tables, types, signatures);

        // Signatures first: the others read in them.
        members.Run();
        new TypeChecks(tables, types, length).Run();
        new AttributeChecks(tables).Run();
        new BodyChecks(image, tables, types, members, length).Run();
    }
}
