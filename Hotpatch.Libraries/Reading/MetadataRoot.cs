using System.Buffers.Binary;
using System.Text;

namespace Hotpatch.Libraries.Reading;

/// <summary>
/// Checks the header of the metadata (ECMA-335 II.24.2.1): the streams lie within the metadata. The runtime reads tables and heaps at these offsets without
/// checking them again.
/// </summary>
internal static class MetadataRoot
{
    private const int MostStreams = 16;

    /// <summary>Checks the header.</summary>
    public static void Check(ReadOnlySpan<byte> metadata) => _ = Streams(metadata);

    /// <summary>Returns the offset of the tables from the beginning of the metadata.</summary>
    public static int TablesOffset(ReadOnlySpan<byte> metadata) => Streams(metadata)["#~"];

    private static Dictionary<string, int> Streams(ReadOnlySpan<byte> metadata)
    {
        var version = metadata.Length >= 20 ? BinaryPrimitives.ReadInt32LittleEndian(metadata[12..]) : -1;
        Damaged.Unless(
            version is >= 0 and <= 255 && 16 + version + 4 <= metadata.Length && metadata.StartsWith("BSJB"u8), "its metadata has no header");
        var at = 16 + version;
        var count = BinaryPrimitives.ReadUInt16LittleEndian(metadata[(at + 2)..]);
        Damaged.Unless(count <= MostStreams, $"its metadata has {count} streams");

        at += 4;
        var streams = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < count; index++)
        {
            Damaged.Unless(at + 12 <= metadata.Length, "the header of its metadata goes beyond the end");
            var (offset, size) = (BinaryPrimitives.ReadUInt32LittleEndian(metadata[at..]), BinaryPrimitives.ReadUInt32LittleEndian(metadata[(at + 4)..]));
            var name = metadata[(at + 8)..];
            var length = name[..Math.Min(32, name.Length)].IndexOf((byte)0);
            Damaged.Unless(length > 0, "a stream of its metadata has no name");
            Damaged.Unless(
                (long)offset + size <= metadata.Length && offset % 4 == 0 && streams.TryAdd(Encoding.ASCII.GetString(name[..length]), (int)offset),
                "a stream of its metadata lies outside of the metadata, or exists twice");
            at += 8 + ((length + 4) / 4 * 4);
        }

        Damaged.Unless(streams.ContainsKey("#~"), "its metadata has no table stream #~");
        Damaged.Unless(!streams.ContainsKey("#-") && !streams.ContainsKey("#JTD") && !streams.ContainsKey("#Pdb"), "its metadata is that of an edit (Edit and Continue) or of symbols");
        return streams;
    }
}
