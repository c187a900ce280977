namespace Hotpatch.Libraries.Reading;

/// <summary>Names the kind of a file that is not a PE image. The runtime's message would only be "Bad IL format".</summary>
internal static class FileKind
{
    /// <summary>Checks that the file begins like a PE image.</summary>
    public static void Check(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 || bytes[0] != (byte)'M' || bytes[1] != (byte)'Z')
            throw Damaged.Because($"a .NET assembly was expected, but it is {Of(bytes)}");
    }

    private static string Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [] => "empty",
        [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] => "a native library (ELF)",
        [0xCF, 0xFA, 0xED, 0xFE, ..] or [0xCE, 0xFA, 0xED, 0xFE, ..] or [0xCA, 0xFE, 0xBA, 0xBE, ..] => "a native library (Mach-O)",
        [(byte)'P', (byte)'K', 3, 4, ..] => "an archive (zip, or a NuGet package)",
        [(byte)'B', (byte)'S', (byte)'J', (byte)'B', ..] => "metadata or symbols without an assembly",
        _ => "a file of another kind",
    };
}
