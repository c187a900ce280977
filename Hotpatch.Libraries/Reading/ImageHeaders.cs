using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace Hotpatch.Libraries.Reading;

/// <summary>
/// Checks the headers of the file: a managed image for this process, whose sections lie within the file. Finds every truncated file, and says for which
/// platform a file is instead, which the runtime's message does not.
/// </summary>
internal static class ImageHeaders
{
    // In bytes: the least that the headers take, and the least alignment of sections.
    private const int SmallestAlignment = 0x200;

    public static void Check(PEReader image, int length)
    {
        var headers = image.PEHeaders;
        Damaged.Unless(headers.PEHeader is not null, "its PE header is missing");
        Damaged.Unless(headers.CorHeader is not null, "a .NET assembly was expected, but it is a native library (PE)");
        CheckPlatform(headers);
        CheckSections(headers, length);
        CheckManagedHeader(image, headers.CorHeader!);
    }

    private static void CheckPlatform(PEHeaders headers)
    {
        var (machine, flags) = (headers.CoffHeader.Machine, headers.CorHeader!.Flags);
        Damaged.Unless(
            headers.CorHeader.ManagedNativeHeaderDirectory.Size == 0 && headers.CorHeader.ManagedNativeHeaderDirectory.RelativeVirtualAddress == 0,
            "it was compiled ahead of time (ReadyToRun), but IL alone was expected, since a library that can be unloaded is compiled at run time. "
            + "Publish it without PublishReadyToRun");
        Damaged.Unless(flags.HasFlag(CorFlags.ILOnly), "it contains native code, but IL alone was expected");

        var process = RuntimeInformation.ProcessArchitecture;
        var isAny = machine == Machine.I386 && headers.PEHeader!.Magic == PEMagic.PE32
            && (!flags.HasFlag(CorFlags.Requires32Bit) || flags.HasFlag(CorFlags.Prefers32Bit));
        Damaged.Unless(isAny || MachineOf(process) == machine, $"it is for {NameOf(machine)}, but this process is {process}. Build it for AnyCPU");
        Damaged.Unless(
            machine is Machine.I386 or Machine.Arm or Machine.ArmThumb2 == (headers.PEHeader!.Magic == PEMagic.PE32),
            $"its header is {headers.PEHeader.Magic}, which does not go with {NameOf(machine)}");
    }

    private static Machine MachineOf(Architecture process) => process switch
    {
        Architecture.X86 => Machine.I386,
        Architecture.X64 => Machine.Amd64,
        Architecture.Arm => Machine.ArmThumb2,
        Architecture.Arm64 => Machine.Arm64,
        Architecture.LoongArch64 => Machine.LoongArch64,
        _ => Machine.Unknown,
    };

    private static string NameOf(Machine machine) => machine switch
    {
        Machine.I386 => "X86",
        Machine.Amd64 => "X64",
        _ when Enum.IsDefined(machine) => machine.ToString(),
        _ => $"an unknown machine (0x{(ushort)machine:X4})",
    };

    private static void CheckSections(PEHeaders headers, int length)
    {
        var header = headers.PEHeader!;
        var (file, section) = (header.FileAlignment, header.SectionAlignment);
        Damaged.Unless(
            int.IsPow2(file) && int.IsPow2(section) && file is >= SmallestAlignment and <= 0x10000 && section >= file && section <= 0x1000000,
            $"its sections are aligned at {file} and {section}");
        var (virtualEnd, rawEnd) = ((long)header.SizeOfHeaders, (long)header.SizeOfHeaders);
        Damaged.Unless(header.SizeOfHeaders >= SmallestAlignment && header.SizeOfHeaders <= length, $"its headers' size is {header.SizeOfHeaders}");
        foreach (var each in headers.SectionHeaders)
        {
            Damaged.Unless(each.VirtualAddress >= virtualEnd && each.VirtualAddress % section == 0, $"its section {each.Name} overlaps another");
            Damaged.Unless(
                each.SizeOfRawData >= 0 && each.PointerToRawData >= rawEnd && (long)each.PointerToRawData + each.SizeOfRawData <= length,
                $"its section {each.Name} lies outside the file, or overlaps another");
            Damaged.Unless(
                each.VirtualSize > 0 && each.VirtualSize <= Aligned(each.SizeOfRawData, section), $"its section {each.Name} is larger than the file has it");
            (virtualEnd, rawEnd) = ((long)each.VirtualAddress + each.VirtualSize, (long)each.PointerToRawData + each.SizeOfRawData);
        }

        Damaged.Unless(
            header.SizeOfImage >= virtualEnd && header.SizeOfImage <= Aligned(virtualEnd, section), $"the size of its image is {header.SizeOfImage}, but its sections end at {virtualEnd}");
    }

    private static void CheckManagedHeader(PEReader image, CorHeader header)
    {
        foreach (var directory in new[] { header.MetadataDirectory, header.ResourcesDirectory, header.StrongNameSignatureDirectory })
            Damaged.Unless(
                directory.Size >= 0 && (directory.Size == 0 || image.GetSectionData(directory.RelativeVirtualAddress).Length >= directory.Size),
                "a part of it lies outside its sections");
    }

    private static long Aligned(long size, long alignment) => (size + alignment - 1) / alignment * alignment;
}
