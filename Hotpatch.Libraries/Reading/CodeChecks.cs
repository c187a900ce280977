using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Hotpatch.Libraries.Reading;

/// <summary>
/// Checks the structure of IL: instructions exist, branch to instructions, name existing rows, and do not run over the end of the body. Finds most bodies
/// that a bad copy has damaged. Does not verify types or the stack: only a <see cref="PatchTrust"/> protects from code that was changed on purpose.
/// </summary>
internal sealed class CodeChecks(MetadataTables tables)
{
    private readonly TokenChecks _tokens = new(tables);

    // Reused for all bodies: the offsets at which instructions begin, and the targets of branches.
    private bool[] _starts = [];
    private readonly List<int> _targets = [];

    public void Check(BlobReader code, ImmutableArray<ExceptionRegion> regions)
    {
        if (_starts.Length <= code.Length)
            _starts = new bool[code.Length + 1];
        else
            Array.Clear(_starts, 0, code.Length + 1);

        _targets.Clear();
        var isReached = true;
        while (code.RemainingBytes > 0)
        {
            _starts[code.Offset] = true;
            var instruction = Next(ref code);
            Operand(ref code, instruction);
            isReached = instruction.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw) && instruction != OpCodes.Jmp;
        }

        Damaged.Unless(!isReached, "a method's body runs over its end");
        foreach (var target in _targets)
            Damaged.Unless(target >= 0 && target < code.Length && _starts[target], "a method's body branches outside of it, or into the middle of an instruction");

        // A region may end at the end of the body.
        _starts[code.Length] = true;
        CheckRegions(regions, code.Length);
    }

    private static OpCode Next(ref BlobReader code)
    {
        var value = code.ReadByte();
        return (value == 0xFE ? Instructions.Of(code.ReadByte(), isSecond: true) : Instructions.Of(value, isSecond: false))
            ?? throw Damaged.Because($"a method's body has an instruction 0x{value:X2}, which does not exist");
    }

    private void Operand(ref BlobReader code, OpCode instruction)
    {
        switch (instruction.OperandType)
        {
            case OperandType.InlineNone:
                break;
            case OperandType.ShortInlineBrTarget:
                var near = code.ReadSByte();
                _targets.Add(code.Offset + near);
                break;
            case OperandType.InlineBrTarget:
                var far = code.ReadInt32();
                _targets.Add(unchecked(code.Offset + far));
                break;
            case OperandType.InlineSwitch:
                Switch(ref code);
                break;
            case OperandType.ShortInlineI or OperandType.ShortInlineVar:
                _ = code.ReadByte();
                break;
            case OperandType.InlineVar:
                _ = code.ReadUInt16();
                break;
            case OperandType.InlineI or OperandType.ShortInlineR:
                _ = code.ReadInt32();
                break;
            case OperandType.InlineI8 or OperandType.InlineR:
                _ = code.ReadInt64();
                break;
            default:
                _tokens.Check(code.ReadInt32(), instruction.OperandType);
                break;
        }
    }

    private void Switch(ref BlobReader code)
    {
        var count = code.ReadUInt32();
        Damaged.Unless(count <= code.RemainingBytes / 4, "a switch has more cases than its body has bytes");
        var end = code.Offset + (4 * (int)count);
        while (code.Offset < end)
            _targets.Add(unchecked(end + code.ReadInt32()));
    }

    private void CheckRegions(ImmutableArray<ExceptionRegion> regions, int length)
    {
        foreach (var region in regions)
        {
            CheckRange(region.TryOffset, region.TryLength, length);
            CheckRange(region.HandlerOffset, region.HandlerLength, length);
            Damaged.Unless(
                (long)region.TryOffset + region.TryLength <= region.HandlerOffset || (long)region.HandlerOffset + region.HandlerLength <= region.TryOffset,
                "an exception handler overlaps the region that it guards");
            switch (region.Kind)
            {
                case ExceptionRegionKind.Catch:
                    _tokens.Check(MetadataTokens.GetToken(region.CatchType), OperandType.InlineType);
                    break;
                case ExceptionRegionKind.Filter:
                    Damaged.Unless(
                        region.FilterOffset >= 0 && region.FilterOffset < region.HandlerOffset && _starts[region.FilterOffset], "an exception filter does not begin at an instruction");
                    break;
                case ExceptionRegionKind.Finally or ExceptionRegionKind.Fault:
                    break;
                default:
                    throw Damaged.Because("an exception handler is of no known kind");
            }
        }
    }

    private void CheckRange(int start, int count, int length)
        => Damaged.Unless(
            start >= 0 && count > 0 && (long)start + count <= length && _starts[start] && _starts[start + count], "an exception region is not within its body, or does not begin and end at instructions");
}
