using System.Reflection;
using System.Reflection.Emit;

namespace Hotpatch.Libraries.Reading;

/// <summary>Looks up the instructions of IL by their bytes. Takes them from <see cref="OpCodes"/>, so that new ones need no change here.</summary>
internal static class Instructions
{
    private static readonly OpCode?[] OneByte = new OpCode?[256];
    private static readonly OpCode?[] TwoBytes = new OpCode?[256];

    static Instructions()
    {
        foreach (var field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var code = (OpCode)field.GetValue(null)!;
            // Excludes the prefixes that are reserved for the runtime itself.
            if (code.OpCodeType != OpCodeType.Nternal)
                (code.Size == 1 ? OneByte : TwoBytes)[code.Value & 0xFF] = code;
        }
    }

    /// <summary>Returns an instruction of one byte, or one of two bytes by its second byte after 0xFE; null if it does not exist.</summary>
    public static OpCode? Of(byte value, bool isSecond) => (isSecond ? TwoBytes : OneByte)[value];
}
