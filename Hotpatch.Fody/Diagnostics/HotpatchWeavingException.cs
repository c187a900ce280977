using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Diagnostics;

/// <summary>A build error: its code, a message that says what is wrong and what to do, and the line in the source.</summary>
internal sealed class HotpatchWeavingException(ErrorCode code, string message, SequencePoint? sequencePoint = null, Exception? innerException = null)
    : Exception($"{code.Text()}: {message}", innerException)
{
    public ErrorCode Code { get; } = code;

    public SequencePoint? SequencePoint { get; } = sequencePoint;
}
