using System.Reflection;
using System.Reflection.Emit;

namespace Hotpatch.Libraries.Reading;

/// <summary>The instructions of IL: what follows each of them, and whether the next one is reached.</summary>
internal static class Instructions
{
    private static readonly OpCode?[] OneByte = new OpCode?[256];
    private static readonly OpCode?[] TwoBytes = new OpCode?[256];

    static Instructions()
    {
        foreach (var field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var code = (OpCode)field.GetValue(null)!;
            // Reserved for the runtime's own use.
            if (code.OpCodeType != OpCodeType.Nternal)
                (code.Size == 1 ? OneByte : TwoBytes)[code.Value & 0xFF] = code;
        }
    }

    /// <summary>The instruction of one byte, or the second byte of one after 0xFE; null for none.</summary>
    public static OpCode? Of(byte value, bool isSecond) => (isSecond ? TwoBytes : OneByte)[value];
}
