using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Hotpatch.Libraries.Reading;

/// <summary>
/// The structure of IL: known instructions, which branch to instructions, name what is there, and do not run over the end. Whether the
/// types on the stack fit nobody can check for unsafe code, and is not checked here: against code that was changed helps <see cref="PatchTrust"/>.
/// </summary>
internal sealed class CodeChecks(MetadataTables tables, MemberChecks members)
{
    private readonly TokenChecks _tokens = new(tables, members);

    // One for all bodies: where an instruction begins, and what is branched to.
    private bool[] _starts = [];
    private readonly List<int> _targets = [];
    private int _arguments;

    public CodeUse Check(BlobReader code, int locals, ImmutableArray<ExceptionRegion> regions)
    {
        if (_starts.Length <= code.Length)
            _starts = new bool[code.Length + 1];
        else
            Array.Clear(_starts, 0, code.Length + 1);

        _targets.Clear();
        _arguments = 0;
        var isReached = true;
        while (code.RemainingBytes > 0)
        {
            _starts[code.Offset] = true;
            var instruction = Next(ref code);
            Operand(ref code, instruction, locals);
            isReached = instruction.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw) && instruction != OpCodes.Jmp;
        }

        Damaged.Unless(!isReached, "a method's body runs over its end");
        foreach (var target in _targets)
            Damaged.Unless(target >= 0 && target < code.Length && _starts[target], "a method's body branches into nothing, or into an instruction");

        // Regions may end where the body ends.
        _starts[code.Length] = true;
        CheckRegions(regions, code.Length);
        return new CodeUse(_arguments);
    }

    private static OpCode Next(ref BlobReader code)
    {
        var value = code.ReadByte();
        return (value == 0xFE ? Instructions.Of(code.ReadByte(), isSecond: true) : Instructions.Of(value, isSecond: false))
            ?? throw Damaged.Because($"a method's body has an instruction 0x{value:X2} that there is not");
    }

    private void Operand(ref BlobReader code, OpCode instruction, int locals)
    {
        switch (instruction.OperandType)
        {
            case OperandType.InlineNone:
                Implied(instruction, locals);
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
            case OperandType.ShortInlineVar:
                Variable(instruction, code.ReadByte(), locals);
                break;
            case OperandType.InlineVar:
                Variable(instruction, code.ReadUInt16(), locals);
                break;
            case OperandType.ShortInlineI:
                _ = code.ReadByte();
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

    private void Implied(OpCode instruction, int locals)
    {
        var value = instruction.Value;
        if (value >= OpCodes.Ldarg_0.Value && value <= OpCodes.Ldarg_3.Value)
            _arguments = Math.Max(_arguments, value - OpCodes.Ldarg_0.Value + 1);
        else if (value >= OpCodes.Ldloc_0.Value && value <= OpCodes.Ldloc_3.Value)
            Local(value - OpCodes.Ldloc_0.Value, locals);
        else if (value >= OpCodes.Stloc_0.Value && value <= OpCodes.Stloc_3.Value)
            Local(value - OpCodes.Stloc_0.Value, locals);
    }

    private void Variable(OpCode instruction, int index, int locals)
    {
        if (instruction == OpCodes.Ldloc || instruction == OpCodes.Ldloca || instruction == OpCodes.Stloc
            || instruction == OpCodes.Ldloc_S || instruction == OpCodes.Ldloca_S || instruction == OpCodes.Stloc_S)
            Local(index, locals);
        else
            _arguments = Math.Max(_arguments, index + 1);
    }

    private static void Local(int index, int locals) => Damaged.Unless(index < locals, "a method's body uses a variable that is not declared");

    private void CheckRegions(ImmutableArray<ExceptionRegion> regions, int length)
    {
        foreach (var region in regions)
        {
            CheckRange(region.TryOffset, region.TryLength, length);
            CheckRange(region.HandlerOffset, region.HandlerLength, length);
            Damaged.Unless(
                (long)region.TryOffset + region.TryLength <= region.HandlerOffset || (long)region.HandlerOffset + region.HandlerLength <= region.TryOffset,
                "a handler of exceptions lies within what it guards");
            switch (region.Kind)
            {
                case ExceptionRegionKind.Catch:
                    _tokens.Check(MetadataTokens.GetToken(region.CatchType), OperandType.InlineType);
                    break;
                case ExceptionRegionKind.Filter:
                    Damaged.Unless(
                        region.FilterOffset >= 0 && region.FilterOffset < region.HandlerOffset && _starts[region.FilterOffset], "a filter of exceptions is nowhere");
                    break;
                case ExceptionRegionKind.Finally or ExceptionRegionKind.Fault:
                    break;
                default:
                    throw Damaged.Because("a handler of exceptions is of no kind");
            }
        }
    }

    private void CheckRange(int start, int count, int length)
        => Damaged.Unless(
            start >= 0 && count > 0 && (long)start + count <= length && _starts[start] && _starts[start + count], "a region of exceptions is not within its body");
}
