using System.Reflection.PortableExecutable;

namespace Hotpatch.Libraries.Reading;

/// <summary>
/// Checks the contents of the metadata tables: the assembly, nesting, signatures, and bodies. Layouts, inheritance and type parameters are not checked
/// here: loading the library makes the runtime load every type, which refuses unsound ones. Neither are the values of attributes: reading them throws.
/// </summary>
internal static class MetadataChecks
{
    /// <summary>Runs the checks. Call <see cref="MetadataTables.CheckRows"/> first.</summary>
    public static void Run(PEReader image, MetadataTables tables)
    {
        AssemblyChecks.Run(tables);
        NestingChecks.Run(tables);
        new MemberChecks(image, tables).Run();
        AttributeChecks.Run(tables);
        new BodyChecks(image, tables).Run();
    }
}
