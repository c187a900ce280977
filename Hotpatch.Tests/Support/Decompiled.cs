using System.Reflection.Metadata;
using ICSharpCode.Decompiler;
using ICSharpCode.Decompiler.CSharp;
using ICSharpCode.Decompiler.Metadata;
using ICSharpCode.Decompiler.TypeSystem;

namespace Hotpatch.Tests.Support;

/// <summary>Woven types as ILSpy shows them.</summary>
internal static class Decompiled
{
    public static string Type(string assembly, string type, ReferenceList references)
    {
        using var pdb = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(assembly, ".pdb")));
        var resolver = new UniversalAssemblyResolver(assembly, throwOnError: false, targetFramework: null);
        foreach (var folder in references.Paths.Select(Path.GetDirectoryName).Distinct())
            resolver.AddSearchDirectory(folder);

        // ILSpy folds "if (x == null) return A; return x();" to "x?.Invoke() ?? A" for results of value types; that is not what was emitted.
        var settings = new DecompilerSettings { NullPropagation = false };
        var decompiler = new CSharpDecompiler(assembly, resolver, settings)
        {
            DebugInfoProvider = new PdbVariables(pdb.GetMetadataReader(), assembly),
        };
        return decompiler.DecompileTypeAsString(new FullTypeName(type)).ReplaceLineEndings("\n");
    }
}
