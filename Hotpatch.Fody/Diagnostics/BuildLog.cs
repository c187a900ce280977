using Fody;

namespace Hotpatch.Fody.Diagnostics;

/// <summary>Writes log entries to the log of the build. Warnings follow the project's <c>NoWarn</c> and <c>WarningsNotAsErrors</c>.</summary>
internal sealed class BuildLog(BaseModuleWeaver weaver)
{
    private readonly WarningSettings _warnings = new(weaver.DefineConstants);

    public void Write(LogEntry entry)
    {
        switch (entry.Level)
        {
            case LogLevel.Debug:
                weaver.WriteDebug(entry.Text);
                break;

            // MSBuild shows it at normal verbosity.
            case LogLevel.Info:
                weaver.WriteInfo(entry.Text);
                break;

            case LogLevel.Warning:
                WriteWarning(entry);
                break;

            default:
                weaver.WriteError(entry.Text, entry.Place);
                break;
        }
    }

    private void WriteWarning(LogEntry entry)
    {
        if (_warnings.IsOff(entry.Code))
            weaver.WriteDebug(entry.Text);

        // If the project treats warnings as errors, Fody turns every warning into an error. A message that looks like a warning stays one.
        else if (_warnings.IsKeptFromErrors(entry.Code))
            weaver.WriteMessage(entry.Place is { } place ? $"{place.Document.Url}({place.StartLine}): warning {entry.Text}" : $"warning {entry.Text}", MessageImportance.High);
        else
            weaver.WriteWarning(entry.Text, entry.Place);
    }
}
