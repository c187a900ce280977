using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nerdbank.Streams;
using StreamJsonRpc;

namespace Hotpatch.Hosting.Control.Channel;

/// <summary>One connection over a socket, as both ends make it.</summary>
internal static class ControlConnection
{
    /// <summary>How deep messages may be nested: trees of calls, and conditions.</summary>
    public const int MaxDepth = 512;

    internal const string Reflects = "The control channel finds its commands by reflection.";

    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public static JsonRpc Create(Socket socket)
    {
        var formatter = new SystemTextJsonFormatter
        {
            JsonSerializerOptions = new JsonSerializerOptions(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = MaxDepth },
        };
        return new JsonRpc(new BoundedMessageHandler(new NetworkStream(socket, ownsSocket: true).UsePipe(), formatter))
        {
            // A client that has gone wants no change any more.
            CancelLocallyInvokedMethodsWhenConnectionIsClosed = true,
        };
    }
}
