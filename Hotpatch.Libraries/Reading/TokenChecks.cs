using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Hotpatch.Libraries.Reading;

/// <summary>Checks the tokens in IL: the row or the string exists, and is of a kind that the instruction takes.</summary>
internal sealed class TokenChecks(MetadataTables tables)
{
    private const int StringToken = 0x70;

    public void Check(int token, OperandType operand)
    {
        var (table, row) = (token >>> 24, token & 0xFFFFFF);
        if (operand == OperandType.InlineString)
        {
            Damaged.Unless(table == StringToken && tables.HasUserString(row), "a method's body loads a string that does not exist");
            return;
        }

        Damaged.Unless(
            IsOfKind((TableIndex)table, row, operand) && row > 0 && row <= tables.Rows((TableIndex)table),
            $"a method's body names 0x{token:X8}, which does not exist, or is not of a kind that the instruction takes");
    }

    private bool IsOfKind(TableIndex table, int row, OperandType operand) => (operand, table) switch
    {
        (OperandType.InlineType or OperandType.InlineTok, TableIndex.TypeDef or TableIndex.TypeRef or TableIndex.TypeSpec) => true,
        (OperandType.InlineMethod or OperandType.InlineTok, TableIndex.MethodDef or TableIndex.MethodSpec) => true,
        (OperandType.InlineField or OperandType.InlineTok, TableIndex.Field) => true,
        (OperandType.InlineTok, TableIndex.MemberRef) => true,
        (OperandType.InlineMethod, TableIndex.MemberRef) => !IsField(row),
        (OperandType.InlineField, TableIndex.MemberRef) => IsField(row),
        (OperandType.InlineSig, TableIndex.StandAloneSig) => true,
        _ => false,
    };

    private bool IsField(int row)
        => row > 0 && row <= tables.Rows(TableIndex.MemberRef)
            && SignatureChecks.IsField(tables.Reader, tables.Reader.GetMemberReference(MetadataTokens.MemberReferenceHandle(row)).Signature);
}
