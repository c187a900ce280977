using Fody;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Diagnostics;

/// <summary>The build's log, which remembers whether an error went into it.</summary>
internal sealed class WeaverLog(BaseModuleWeaver weaver)
{
    private readonly WarningSettings _warnings = new(weaver.DefineConstants);

    public bool HasErrors { get; private set; }

    /// <summary>Says something that is seen at normal verbosity.</summary>
    public void Info(string message) => weaver.WriteInfo(message);

    /// <summary>Warns, unless the project has switched the warning off.</summary>
    public void Warning(ErrorCode code, string message, SequencePoint? place = null)
    {
        var text = $"{code.Text()}: {message}";
        if (_warnings.IsOff(code))
            weaver.WriteDebug(text);
        else if (_warnings.IsKeptFromErrors(code))
            weaver.WriteMessage(place is null ? $"warning {text}" : $"{place.Document.Url}({place.StartLine}): warning {text}", MessageImportance.High);
        else
            weaver.WriteWarning(text, place);
    }

    public void Error(HotpatchWeavingException exception)
    {
        HasErrors = true;
        weaver.WriteError(exception.Message, exception.SequencePoint);
        if (exception.InnerException is { } cause)
            weaver.WriteDebug($"Hotpatch.Fody: {cause}");
    }
}
