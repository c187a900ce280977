using System.Buffers.Binary;
using System.Text;

namespace Hotpatch.Libraries.Reading;

/// <summary>The head of metadata, ECMA-335 II.24.2.1: which streams there are, each of them once and within the metadata.</summary>
internal static class MetadataRoot
{
    private const int MostStreams = 16;

    public static void Check(ReadOnlySpan<byte> metadata) => _ = Streams(metadata);

    /// <summary>Where the tables begin, from the beginning of the metadata.</summary>
    public static int TablesOffset(ReadOnlySpan<byte> metadata) => Streams(metadata)["#~"];

    private static Dictionary<string, int> Streams(ReadOnlySpan<byte> metadata)
    {
        var version = metadata.Length >= 20 ? BinaryPrimitives.ReadInt32LittleEndian(metadata[12..]) : -1;
        Damaged.Unless(
            version is >= 0 and <= 255 && 16 + version + 4 <= metadata.Length && metadata.StartsWith("BSJB"u8), "its metadata has no head");
        var at = 16 + version;
        var count = BinaryPrimitives.ReadUInt16LittleEndian(metadata[(at + 2)..]);
        Damaged.Unless(count <= MostStreams, $"its metadata has {count} parts");

        at += 4;
        var streams = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < count; index++)
        {
            Damaged.Unless(at + 12 <= metadata.Length, "its metadata's head goes beyond its end");
            var (offset, size) = (BinaryPrimitives.ReadUInt32LittleEndian(metadata[at..]), BinaryPrimitives.ReadUInt32LittleEndian(metadata[(at + 4)..]));
            var name = metadata[(at + 8)..];
            var length = name[..Math.Min(32, name.Length)].IndexOf((byte)0);
            Damaged.Unless(length > 0, "a part of its metadata has no name");
            Damaged.Unless(
                (long)offset + size <= metadata.Length && offset % 4 == 0 && streams.TryAdd(Encoding.ASCII.GetString(name[..length]), (int)offset),
                "a part of its metadata lies outside of it, or is there twice");
            at += 8 + ((length + 4) / 4 * 4);
        }

        Damaged.Unless(streams.ContainsKey("#~"), "its metadata has no tables, or not compressed ones");
        Damaged.Unless(!streams.ContainsKey("#-") && !streams.ContainsKey("#JTD") && !streams.ContainsKey("#Pdb"), "its metadata is an edit's, or of symbols");
        return streams;
    }
}
