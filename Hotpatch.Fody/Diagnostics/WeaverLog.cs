using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Diagnostics;

/// <summary>Passes log entries on and keeps the warnings and errors among them.</summary>
internal sealed class WeaverLog(Action<LogEntry> write)
{
    private readonly List<LogEntry> _problems = [];

    /// <summary>The warnings and errors, in the order in which they were logged.</summary>
    public IReadOnlyList<LogEntry> Problems => _problems;

    public bool HasErrors => _problems.Exists(static problem => problem.Level == LogLevel.Error);

    public void Info(string message) => write(new LogEntry(LogLevel.Info, message));

    public void Warning(ErrorCode code, string message, SequencePoint? place = null)
        => AddProblem(new LogEntry(LogLevel.Warning, $"{code.Text()}: {message}", code.Text(), place));

    public void Error(HotpatchWeavingException exception)
    {
        AddProblem(new LogEntry(LogLevel.Error, exception.Message, exception.Code.Text(), exception.SequencePoint));
        if (exception.InnerException is { } cause)
            write(new LogEntry(LogLevel.Debug, $"Hotpatch.Fody: {cause}"));
    }

    /// <summary>Adds an entry of another log.</summary>
    public void Add(LogEntry entry)
    {
        if (entry.Level is LogLevel.Warning or LogLevel.Error)
            AddProblem(entry);
        else
            write(entry);
    }

    private void AddProblem(LogEntry problem)
    {
        _problems.Add(problem);
        write(problem);
    }
}
