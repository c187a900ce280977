using System.Buffers.Binary;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Hotpatch.Libraries.Reading;

namespace Hotpatch.Tests.Libraries.Reading;

/// <summary>Damages a library; the same seed always does the same.</summary>
internal sealed class Damage
{
    private static readonly uint[] Absurd = [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x10000, 0xFFFFFF];

    private readonly byte[] _sound;
    private readonly int _metadata;
    private readonly int _metadataSize;
    private readonly MetadataTables _tables;
    private readonly (TableIndex Table, int Columns)[] _present;

    public Damage(byte[] sound)
    {
        _sound = sound;
        using var image = new PEReader(new MemoryStream(sound));
        (_metadata, _metadataSize) = (image.PEHeaders.MetadataStartOffset, image.PEHeaders.MetadataSize);
        // The reader of the tables looks into the image; what is asked of it below is where its tables lie.
        _tables = MetadataTables.Read(image, sound);
        _present = [.. Enum.GetValues<TableIndex>()
            .Where(table => (int)table < MetadataTokens.TableCount && MetadataSchema.Of(table) is not null && _tables.Rows(table) > 0)
            .Select(table => (table, MetadataSchema.Of(table)!.Length))];
    }

    public byte[] Of(int seed)
    {
        var random = new Random(seed);
        var bytes = (byte[])_sound.Clone();
        switch (seed % 10)
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                Flip(bytes, random, 0, bytes.Length);
                break;
            case 2:
                Flip(bytes, random, 0, 0x400);
                break;
            case 3 or 4:
                for (var left = random.Next(1, 4); left > 0; left--)
                    Flip(bytes, random, _metadata, _metadataSize);
                break;
            case 5:
                Overwrite(bytes, random);
                break;
            case 6:
                Word(bytes, random);
                break;
            default:
                for (var left = random.Next(1, 3); left > 0; left--)
                    Cell(bytes, random);
                break;
        }

        return bytes;
    }

    private static void Flip(byte[] bytes, Random random, int start, int count) => bytes[start + random.Next(count)] ^= (byte)(1 << random.Next(8));

    // A part that was lost, or is another part.
    private static void Overwrite(byte[] bytes, Random random)
    {
        var (start, length) = (random.Next(bytes.Length), random.Next(1, 600));
        var part = bytes.AsSpan(start, Math.Min(length, bytes.Length - start));
        switch (random.Next(4))
        {
            case 0:
                part.Clear();
                break;
            case 1:
                part.Fill(0xFF);
                break;
            case 2:
                random.NextBytes(part);
                break;
            default:
                _ = bytes.AsSpan(random.Next(bytes.Length - part.Length), part.Length).TryCopyTo(part);
                break;
        }
    }

    private static void Word(byte[] bytes, Random random)
        => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(random.Next(bytes.Length - 4)), Absurd[random.Next(Absurd.Length)]);

    // One cell of a table gets another value that may be right in itself.
    private void Cell(byte[] bytes, Random random)
    {
        var (table, columns) = _present[random.Next(_present.Length)];
        var (row, column) = (random.Next(1, _tables.Rows(table) + 1), random.Next(columns));
        var at = bytes.AsSpan(_tables.OffsetOf(table, row, column));
        var value = random.Next(4) switch
        {
            0 => Absurd[random.Next(Absurd.Length)],
            1 => (uint)random.Next(0x10000),
            2 => _tables.Value(table, random.Next(1, _tables.Rows(table) + 1), column),
            _ => unchecked(_tables.Value(table, row, column) + (uint)random.Next(-8, 9)),
        };
        if (_tables.SizeOf(table, column) == 2)
            BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)value);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(at, value);
    }
}
