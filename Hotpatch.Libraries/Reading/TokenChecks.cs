using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Hotpatch.Libraries.Reading;

/// <summary>What IL names is there and of the kind that the instruction takes.</summary>
internal sealed class TokenChecks(MetadataTables tables, MemberChecks members)
{
    private const int StringToken = 0x70;

    public void Check(int token, OperandType operand)
    {
        var (table, row) = (token >>> 24, token & 0xFFFFFF);
        if (operand == OperandType.InlineString)
        {
            Damaged.Unless(table == StringToken && tables.HasUserString(row), "a method's body has a text that is not there");
            return;
        }

        Damaged.Unless(
            IsOfKind((TableIndex)table, row, operand) && row > 0 && row <= tables.Rows((TableIndex)table),
            $"a method's body names 0x{token:X8}, which is not there, or not of the kind that must be there");
    }

    private bool IsOfKind(TableIndex table, int row, OperandType operand) => (operand, table) switch
    {
        (OperandType.InlineType or OperandType.InlineTok, TableIndex.TypeDef or TableIndex.TypeRef or TableIndex.TypeSpec) => true,
        (OperandType.InlineMethod or OperandType.InlineTok, TableIndex.MethodDef or TableIndex.MethodSpec) => true,
        (OperandType.InlineField or OperandType.InlineTok, TableIndex.Field) => true,
        (OperandType.InlineTok, TableIndex.MemberRef) => true,
        (OperandType.InlineMethod, TableIndex.MemberRef) => !IsField(row),
        (OperandType.InlineField, TableIndex.MemberRef) => IsField(row),
        (OperandType.InlineSig, TableIndex.StandAloneSig) => row > 0 && row <= tables.Rows(TableIndex.StandAloneSig) && members.LocalsOf(row) < 0,
        _ => false,
    };

    private bool IsField(int row)
        => row > 0 && row <= tables.Rows(TableIndex.MemberRef)
            && SignatureChecks.IsField(tables.Reader, tables.Reader.GetMemberReference(MetadataTokens.MemberReferenceHandle(row)).Signature);
}
