using Fody;

namespace Hotpatch.Fody.Diagnostics;

/// <summary>The build's log, which remembers whether an error went into it.</summary>
internal sealed class WeaverLog(BaseModuleWeaver weaver)
{
    public bool HasErrors { get; private set; }

    public void Info(string message) => weaver.WriteInfo(message);

    public void Error(HotpatchWeavingException exception)
    {
        HasErrors = true;
        weaver.WriteError(exception.Message, exception.SequencePoint);
    }
}
