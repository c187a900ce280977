namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>The version of the protocol. It grows when a command or a record changes in a way that an older side would misunderstand.</summary>
internal static class ProtocolVersion
{
    public const int Current = 1;
}
