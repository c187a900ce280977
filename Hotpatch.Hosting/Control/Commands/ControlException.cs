using StreamJsonRpc;

namespace Hotpatch.Hosting.Control.Commands;

/// <summary>A command that can't be carried out, for a reason that the client is told.</summary>
internal sealed class ControlException : LocalRpcException
{
    /// <param name="code">A code of <see cref="Protocol.ControlError"/>.</param>
    /// <param name="message">What was expected, what was found, and what to do.</param>
    /// <param name="names">Names that are similar, or that all match.</param>
    public ControlException(int code, string message, IReadOnlyList<string>? names = null)
        : base(message)
        => (ErrorCode, ErrorData) = (code, names ?? []);
}
