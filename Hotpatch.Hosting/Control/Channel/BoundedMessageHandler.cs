using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Nerdbank.Streams;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace Hotpatch.Hosting.Control.Channel;

/// <summary>Messages with their lengths in front, as four bytes. A message that is too long ends the connection before it is read.</summary>
internal sealed class BoundedMessageHandler(IDuplexPipe pipe, IJsonRpcMessageFormatter formatter) : PipeMessageHandler(pipe, formatter)
{
    /// <summary>The longest message, in bytes. The longest that is sent is a list of methods.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    private readonly Sequence<byte> _message = new(ArrayPool<byte>.Shared);

    protected override async ValueTask<JsonRpcMessage?> ReadCoreAsync(CancellationToken cancellationToken)
    {
        var header = await ReadAtLeastAsync(sizeof(int), allowEmpty: true, cancellationToken).ConfigureAwait(false);
        if (header.Buffer.Length == 0)
            return null;

        var length = LengthIn(header.Buffer);
        Reader!.AdvanceTo(header.Buffer.GetPosition(sizeof(int)));
        if (length is < 0 or > MostBytes)
            throw new BadRpcHeaderException($"A message of at most {MostBytes} bytes was expected, but one of {(uint)length} was announced.");

        var message = await ReadAtLeastAsync(length, allowEmpty: false, cancellationToken).ConfigureAwait(false);

        // A copy: the message reads its arguments later, when the buffer has others.
        var bytes = message.Buffer.Slice(0, length).ToArray();
        Reader.AdvanceTo(message.Buffer.GetPosition(length));
        return Formatter.Deserialize(new ReadOnlySequence<byte>(bytes));
    }

    protected override void Write(JsonRpcMessage content, CancellationToken cancellationToken)
    {
        _message.Reset();
        Formatter.Serialize(_message, content);
        if (_message.Length > MostBytes)
            throw new InvalidOperationException($"A message of at most {MostBytes} bytes was expected, but one has {_message.Length}. Ask for less.");

        BinaryPrimitives.WriteInt32BigEndian(Writer!.GetSpan(sizeof(int)), checked((int)_message.Length));
        Writer.Advance(sizeof(int));
        foreach (var segment in _message.AsReadOnlySequence)
            Writer.Write(segment.Span);
    }

    private static int LengthIn(ReadOnlySequence<byte> buffer)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        buffer.Slice(0, sizeof(int)).CopyTo(bytes);
        return BinaryPrimitives.ReadInt32BigEndian(bytes);
    }
}
