using System.Globalization;
using Hotpatch.Hosting.Control.Protocol;

namespace Hotpatch.Tool.Output;

/// <summary>Texts for people.</summary>
internal static class Texts
{
    public static string Time(DateTimeOffset? time) => time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>Returns a number with its noun: <c>1 method</c>, <c>2 methods</c>.</summary>
    public static string Count(long number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");

    public static string Milliseconds(double? milliseconds)
        => milliseconds switch
        {
            null => string.Empty,
            >= 100 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms"),
            >= 1 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds * 1000:0.0} µs"),
        };

    /// <summary>Returns a patch in one line, as the runtime writes it.</summary>
    public static string Patch(EntryDescription patch)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{patch.Kind.ToLowerInvariant()}{(patch.Owner is null ? "" : $" of {patch.Owner}")}{(patch.Target is null ? "" : $": {patch.Target}")}, {patch.Calls}, since {Time(patch.Since)}{(patch.Runs is { } runs ? $", ran {runs} times" : "")}");

    /// <summary>Returns a method's name in at most so many characters: without parameters, then without namespaces.</summary>
    public static string Short(string name, int width)
    {
        const int Least = 12;
        var end = name.IndexOf('(', StringComparison.Ordinal);
        if (name.Length <= width || end < 0)
            return name;

        var parts = name[..end].Split('.');
        var brackets = name[end..] == "()" ? "()" : "(…)";
        for (var first = 0; first < parts.Length; first++)
        {
            if (string.Join('.', parts[first..]) + brackets is var text && (text.Length <= width || first == parts.Length - 1))
                return text.Length <= Math.Max(width, Least) ? text : text[..(Math.Max(width, Least) - 1)] + "…";
        }

        return name;
    }

    /// <summary>Returns what a run gave, in one line.</summary>
    public static string Run(RunDescription run)
        => $"{run.Code.PadRight(10)} {(run.Exception is { } exception ? $"threw {exception}" : $"→ {run.Result ?? "nothing"}")}  {Milliseconds(run.Milliseconds)}";

    /// <summary>Returns a call in one line.</summary>
    public static string Call(CallDescription call)
    {
        var arguments = string.Join(", ", call.Arguments.Select(argument => $"{argument.Name}: {argument.Value}"));
        var outcome = call.Exception is { } exception ? $"threw {exception}" : $"→ {call.Result ?? "nothing"}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{call.Started.ToLocalTime():HH:mm:ss.fff} [{call.Thread}] {(call.Instance is null ? "" : call.Instance + " ")}({arguments}) {outcome}  {Milliseconds(call.Milliseconds)}{(call.WasPatched ? "  patched" : "")}{(call.Caller is null ? "" : "\n    " + call.Caller.Replace("\n", "\n    ", StringComparison.Ordinal))}");
    }
}
