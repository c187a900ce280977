using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Hotpatch.Libraries.Reading;

/// <summary>Checks that the image is one assembly, and that its name and those of its references can be the names of files.</summary>
internal static class AssemblyChecks
{
    // The loader looks for a reference in a file of its name. Without these characters, no name leads out of the folder.
    private static readonly System.Buffers.SearchValues<char> NotInNames = System.Buffers.SearchValues.Create("/\\:*?\"<>|\0");

    public static void Run(MetadataTables tables)
    {
        var reader = tables.Reader;
        Damaged.Unless(tables.Rows(TableIndex.Module) == 1, $"it has {tables.Rows(TableIndex.Module)} modules; one was expected");
        Damaged.Unless(tables.Rows(TableIndex.Assembly) == 1, "an assembly was expected, but it is a module of one");
        Damaged.Unless(tables.Rows(TableIndex.TypeDef) > 0, "it has no types, not even that of its module");
        CheckName(reader.GetAssemblyDefinition().GetAssemblyName());
        foreach (var reference in reader.AssemblyReferences)
            CheckName(reader.GetAssemblyReference(reference).GetAssemblyName());

        // The runtime refuses reference assemblies too, but its message does not say which file to take instead.
        Damaged.Unless(
            !KnownAttributes.IsReferenceAssembly(reader), "it is a reference assembly, whose methods have no bodies. Take the one from the build's output");
    }

    private static void CheckName(AssemblyName assembly)
    {
        var name = assembly.Name!;
        Damaged.Unless(
            name.Length < 256 && !name.AsSpan().ContainsAny(NotInNames) && !name.Any(char.IsControl) && name.Trim() == name && name is not ("." or ".."),
            "its name, or the name of a reference, cannot be the name of a file");

        // Computes the token, which throws for a malformed key: here that is damage, in the loader it would be an unexpected exception.
        Damaged.Unless(assembly.GetPublicKeyToken() is null or { Length: 0 or 8 }, $"the public key of {name} is malformed");
    }
}
