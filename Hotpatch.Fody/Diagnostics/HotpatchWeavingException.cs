using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Diagnostics;

/// <summary>A build error: its code, what is wrong and the way out, and where in the source.</summary>
internal sealed class HotpatchWeavingException(ErrorCode code, string message, SequencePoint? sequencePoint = null, Exception? innerException = null)
    : Exception($"{code.Text()}: {message}", innerException)
{
    public SequencePoint? SequencePoint { get; } = sequencePoint;
}
