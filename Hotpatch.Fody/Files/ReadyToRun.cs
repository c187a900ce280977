using Mono.Cecil;

namespace Hotpatch.Fody.Files;

/// <summary>
/// Turns a ReadyToRun image into one that has only IL. Such an image has the whole IL beside the native code, which is only a head start for the JIT.
/// Mixed mode (C++/CLI) has methods without IL, and stays refused.
/// </summary>
internal static class ReadyToRun
{
    private const uint Signature = 0x00525452;

    // Flags after these are not known here. One of them may say that the IL bodies were stripped.
    private const uint KnownFlags = 0xFF;

    private const int NativeHeaderInCli = 64;
    private const int FlagsInNativeHeader = 8;
    private const ModuleAttributes IlLibrary = (ModuleAttributes)0x4;

    /// <summary>Drops the native code if there is some that can be dropped.</summary>
    /// <returns>Whether native code was dropped.</returns>
    public static bool Drop(ModuleDefinition module, string path)
    {
        if (module.Attributes.HasFlag(ModuleAttributes.ILOnly) || !IsReadyToRun(File.ReadAllBytes(path)))
            return false;

        // Any CPU, as compilers write it. Cecil writes only IL, and none of the native sections.
        module.Attributes = (module.Attributes & ~IlLibrary) | ModuleAttributes.ILOnly;
        module.Architecture = TargetArchitecture.I386;
        return true;
    }

    private static bool IsReadyToRun(byte[] image)
    {
        try
        {
            var cli = OffsetOfCliHeader(image);
            var native = cli < 0 ? -1 : OffsetOf(image, Int32(image, cli + NativeHeaderInCli));
            return native >= 0 && UInt32(image, native) == Signature && (UInt32(image, native + FlagsInNativeHeader) & ~KnownFlags) == 0;
        }
        catch (ArgumentException)
        {
            // The headers point outside of the file.
            return false;
        }
    }

    private static int OffsetOfCliHeader(byte[] image)
    {
        const int CliDirectory = 14 * 8;
        var optional = OptionalHeader(image);
        var directories = optional + (IsPe32Plus(image, optional) ? 112 : 96);
        return OffsetOf(image, Int32(image, directories + CliDirectory));
    }

    /// <summary>Returns the offset in the file of an address in memory; -1 if no section has it.</summary>
    private static int OffsetOf(byte[] image, int address)
    {
        const int SectionHeader = 40;
        var optional = OptionalHeader(image);
        var first = optional + BitConverter.ToUInt16(image, optional - 4);
        var count = BitConverter.ToUInt16(image, optional - 18);
        for (var section = first; address > 0 && section < first + (count * SectionHeader); section += SectionHeader)
        {
            var start = Int32(image, section + 12);
            if (address >= start && address < start + Int32(image, section + 16))
                return address - start + Int32(image, section + 20);
        }

        return -1;
    }

    private static int OptionalHeader(byte[] image) => Int32(image, 0x3C) + 24;

    private static bool IsPe32Plus(byte[] image, int optional) => BitConverter.ToUInt16(image, optional) == 0x20B;

    private static int Int32(byte[] image, int offset) => BitConverter.ToInt32(image, offset);

    private static uint UInt32(byte[] image, int offset) => BitConverter.ToUInt32(image, offset);
}
