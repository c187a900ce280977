using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Hotpatch.Libraries.Reading;

/// <summary>Which methods have a body, and that it lies within the file and is whole.</summary>
internal sealed class BodyChecks(PEReader image, MetadataTables tables, TypeFacts types, MemberChecks members, int imageLength)
{
    private readonly CodeChecks _code = new(tables, members);

    // Compilers let methods share a body, never parts of one: those of a file that was made to keep its reader busy.
    private readonly Dictionary<int, CodeUse> _checked = [];
    private long _budget = imageLength;

    public void Run()
    {
        for (var method = 1; method <= tables.Rows(TableIndex.MethodDef); method++)
            Check(method);
    }

    private void Check(int method)
    {
        var rva = tables.Value(TableIndex.MethodDef, method, 0);
        var implementation = (MethodImplAttributes)tables.Value(TableIndex.MethodDef, method, 1);
        var flags = (MethodAttributes)tables.Value(TableIndex.MethodDef, method, 2);
        var kind = implementation & MethodImplAttributes.CodeTypeMask;
        if (rva == 0 && (IsOfComClass(method) || IsAccessor(method, flags)))
            return;

        Damaged.Unless(
            kind is MethodImplAttributes.IL or MethodImplAttributes.Runtime && !implementation.HasFlag(MethodImplAttributes.Unmanaged)
                && !implementation.HasFlag(MethodImplAttributes.InternalCall),
            "a method's body is native, or the runtime's own");
        Damaged.Unless((kind == MethodImplAttributes.Runtime) == IsOfDelegate(method, flags), "a method is the runtime's that is no delegate's, or the other way round");

        var isWithout = kind == MethodImplAttributes.Runtime || flags.HasFlag(MethodAttributes.Abstract) || flags.HasFlag(MethodAttributes.PinvokeImpl);
        Damaged.Unless(rva <= int.MaxValue && isWithout == (rva == 0), "a method has no body and must have one, or the other way round");
        if (isWithout)
            return;

        if (!_checked.TryGetValue((int)rva, out var use))
            _checked[(int)rva] = use = Check(image.GetMethodBody((int)rva));

        var shape = members.ShapeOf(method);
        Damaged.Unless(use.Arguments <= shape.Parameters + (shape.HasThis ? 1 : 0), "a method uses parameters that it does not have");
    }

    // Their methods are the runtime's, which refuses to make objects of them where there is no COM.
    private bool IsOfComClass(int method) => types.Attributes(types.TypeOfMethod(method)).HasFlag(TypeAttributes.Import);

    // [UnsafeAccessor]: the runtime writes the body, as the attribute says.
    private bool IsAccessor(int method, MethodAttributes flags)
        => flags.HasFlag(MethodAttributes.Static) && KnownAttributes.IsAccessor(tables.Reader, MetadataTokens.MethodDefinitionHandle(method));

    // Static ones are ordinary methods, as are those that a delegate's author has added.
    private bool IsOfDelegate(int method, MethodAttributes flags)
        => types.IsDelegate(types.TypeOfMethod(method)) && !flags.HasFlag(MethodAttributes.Static)
            && tables.Reader.GetString(tables.Reader.GetMethodDefinition(MetadataTokens.MethodDefinitionHandle(method)).Name)
                is ".ctor" or "Invoke" or "BeginInvoke" or "EndInvoke";

    private CodeUse Check(MethodBodyBlock body)
    {
        var code = body.GetILReader();
        _budget -= body.Size;
        Damaged.Unless(code.Length > 0 && _budget >= 0, "a method's body is empty, or overlaps others");
        var locals = 0;
        if (!body.LocalSignature.IsNil)
        {
            var row = MetadataTokens.GetRowNumber(body.LocalSignature);
            Damaged.Unless(row <= tables.Rows(TableIndex.StandAloneSig) && members.LocalsOf(row) >= 0, "a method's variables are not declared");
            locals = members.LocalsOf(row);
        }

        return _code.Check(code, locals, body.ExceptionRegions);
    }
}
