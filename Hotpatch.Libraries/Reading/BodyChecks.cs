using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Hotpatch.Libraries.Reading;

/// <summary>
/// Checks that the bodies of methods lie within the file and are structurally sound. The JIT would find a damaged body too, but only when the method is
/// called, while the patch is already in effect. Whether a method must have a body, the runtime decides: it throws if one is missing.
/// </summary>
internal sealed class BodyChecks(PEReader image, MetadataTables tables)
{
    private readonly CodeChecks _code = new(tables);

    // Compilers let methods share a body.
    private readonly HashSet<uint> _checked = [];

    public void Run()
    {
        CheckImports();
        for (var method = 1; method <= tables.Rows(TableIndex.MethodDef); method++)
        {
            var rva = tables.Value(TableIndex.MethodDef, method, 0);
            var kind = (MethodImplAttributes)tables.Value(TableIndex.MethodDef, method, 1) & MethodImplAttributes.CodeTypeMask;
            if (rva != 0 && kind == MethodImplAttributes.IL && _checked.Add(rva))
                Check(rva);
        }
    }

    // The JIT crashes the process for a P/Invoke method that has a body, or that no row says the native library of.
    private void CheckImports()
    {
        var imported = new HashSet<int>();
        for (var row = 1; row <= tables.Rows(TableIndex.ImplMap); row++)
            imported.Add(tables.Reference(TableIndex.ImplMap, row, 1).Row);

        for (var method = 1; method <= tables.Rows(TableIndex.MethodDef); method++)
        {
            var isImport = ((MethodAttributes)tables.Value(TableIndex.MethodDef, method, 2)).HasFlag(MethodAttributes.PinvokeImpl);
            Damaged.Unless(
                !isImport || (tables.Value(TableIndex.MethodDef, method, 0) == 0 && imported.Contains(method)),
                "a method is imported from a native library, but has a body or does not name the library");
        }
    }

    private void Check(uint rva)
    {
        Damaged.Unless(rva <= int.MaxValue, "the body of a method lies outside of the file's sections");
        var body = image.GetMethodBody((int)rva);
        var code = body.GetILReader();
        Damaged.Unless(code.Length > 0, "the body of a method is empty");
        Damaged.Unless(
            body.LocalSignature.IsNil || MetadataTokens.GetRowNumber(body.LocalSignature) <= tables.Rows(TableIndex.StandAloneSig),
            "the local variables of a method are not declared");
        _code.Check(code, body.ExceptionRegions);
    }
}
