using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Hotpatch.Libraries.Reading;

/// <summary>The assembly as a whole: its name and those of its references, what it exports and embeds.</summary>
internal static class AssemblyChecks
{
    // No path leads out of a folder by such a name.
    private static readonly System.Buffers.SearchValues<char> NotInNames = System.Buffers.SearchValues.Create("/\\:*?\"<>|\0");

    public static void Run(PEReader image, MetadataTables tables)
    {
        var reader = tables.Reader;
        Damaged.Unless(tables.Rows(TableIndex.Module) == 1, $"it has {tables.Rows(TableIndex.Module)} modules; one was expected");
        Damaged.Unless(tables.Rows(TableIndex.Assembly) == 1, "an assembly was expected, but it is a module of one");
        Damaged.Unless(!reader.GetModuleDefinition().Mvid.IsNil, "its module has no MVID");
        CheckName(reader.GetAssemblyDefinition().GetAssemblyName());
        foreach (var reference in reader.AssemblyReferences)
            CheckName(reader.GetAssemblyReference(reference).GetAssemblyName());

        Damaged.Unless(
            !KnownAttributes.IsReferenceAssembly(reader), "it is a reference assembly, whose methods have no bodies. Take the one from the build's output");
        CheckResources(image, reader);
        CheckEntryPoint(image.PEHeaders.CorHeader!.EntryPointTokenOrRelativeVirtualAddress, tables);
        Chains.CheckAcyclic(tables, TableIndex.TypeRef, column: 0);
        Chains.CheckAcyclic(tables, TableIndex.ExportedType, column: 4);
    }

    private static void CheckName(AssemblyName assembly)
    {
        var name = assembly.Name!;
        Damaged.Unless(
            name.Length < 256 && !name.AsSpan().ContainsAny(NotInNames) && !name.Any(char.IsControl) && name.Trim() == name && name is not ("." or ".."),
            "the name of it or of a reference is none that a file could have");
        Damaged.Unless(assembly.ContentType == AssemblyContentType.Default, $"{name} is Windows metadata");
        Damaged.Unless(assembly.GetPublicKeyToken() is null or { Length: 0 or 8 }, $"the public key of {name} is none");
    }

    private static void CheckResources(PEReader image, MetadataReader reader)
    {
        var directory = image.PEHeaders.CorHeader!.ResourcesDirectory;
        var data = directory.Size == 0 ? default : image.GetSectionData(directory.RelativeVirtualAddress).GetReader(0, directory.Size);
        foreach (var handle in reader.ManifestResources)
        {
            var resource = reader.GetManifestResource(handle);
            if (!resource.Implementation.IsNil)
                continue;

            Damaged.Unless(resource.Offset >= 0 && resource.Offset + 4 <= data.Length, "a resource lies outside of it");
            data.Offset = (int)resource.Offset;
            Damaged.Unless(data.ReadUInt32() <= data.RemainingBytes, "a resource goes beyond its end");
        }
    }

    private static void CheckEntryPoint(int token, MetadataTables tables)
        => Damaged.Unless(
            token == 0 || (token >>> 24 == (int)TableIndex.MethodDef && (token & 0xFFFFFF) is > 0 and var row && row <= tables.Rows(TableIndex.MethodDef)),
            "its entry point is not there");
}
