using Fody;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Diagnostics;

/// <summary>The build's log, which remembers whether an error went into it.</summary>
internal sealed class WeaverLog(BaseModuleWeaver weaver)
{
    public bool HasErrors { get; private set; }

    /// <summary>Says something that is seen at normal verbosity.</summary>
    public void Info(string message) => weaver.WriteInfo(message);

    public void Warning(ErrorCode code, string message, SequencePoint? place = null) => weaver.WriteWarning($"{code.Text()}: {message}", place);

    public void Error(HotpatchWeavingException exception)
    {
        HasErrors = true;
        weaver.WriteError(exception.Message, exception.SequencePoint);
        if (exception.InnerException is { } cause)
            weaver.WriteDebug($"Hotpatch.Fody: {cause}");
    }
}
