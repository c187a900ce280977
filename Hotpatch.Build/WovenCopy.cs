using Hotpatch.Fody;
using Hotpatch.Fody.Diagnostics;

namespace Hotpatch.Build;

/// <summary>The woven copy of one file.</summary>
internal sealed class WovenCopy(WovenItem item, string input, string assembly, ItemLog log)
{
    public string Assembly => assembly;

    public string Symbols => Path.ChangeExtension(assembly, ".pdb");

    public bool HasSymbols => File.Exists(Symbols);

    /// <summary>The files that are there.</summary>
    public IEnumerable<string> Files => new[] { Assembly, Symbols, StampFile }.Where(File.Exists);

    private string StampFile => assembly + ".stamp";

    /// <summary>Weaves if something has changed since the last time. After an error, neither a copy nor a stamp is left.</summary>
    public void BringUpToDate(IReadOnlyList<string> references, IReadOnlyList<string> projectCalls)
    {
        try
        {
            var stamp = Stamp.Of(item, input, references, projectCalls);
            if (File.Exists(assembly) && File.Exists(StampFile) && File.ReadAllText(StampFile) == stamp + HasSymbols)
                return;

            Directory.CreateDirectory(Path.GetDirectoryName(assembly)!);
            File.Delete(StampFile);
            if (Weave(references, projectCalls))
                File.WriteAllText(StampFile, stamp + HasSymbols);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.Error(item, ErrorCode.WovenReferenceFailed, $"{item.Place} could not be woven: {exception.Message}");
        }
    }

    private bool Weave(IReadOnlyList<string> references, IReadOnlyList<string> projectCalls)
    {
        log.Step($"Hotpatch weaves a copy of {input} for {log.ProjectName}.");
        var result = HotpatchWeaver.Weave(input, assembly, new HotpatchWeaverOptions
        {
            Configuration = item.Configuration,
            ConfigurationPlace = item.Place,
            References = references,
            OptionalCalls = projectCalls,
            KeyFile = item.KeyFile,
            WeaveSwitchedOff = true,
            Log = entry => log.Detail(entry.Text),
        });
        foreach (var problem in result.Problems)
            Report(problem);

        if (result.HasErrors)
            return false;

        if (result.WovenMethods + result.CalledMethods > 0 || item.HasCalls)
            return true;

        File.Delete(assembly);
        File.Delete(Symbols);
        log.Error(
            item,
            ErrorCode.WovenReferenceFailed,
            $"{item.Place} makes no method patchable: the assembly was expected to have methods that its scope covers. Set Scope to Public or All, or correct IncludeMethods and ExcludeMethods.");
        return false;
    }

    private void Report(LogEntry problem)
    {
        if (problem.Code == ErrorCode.AlreadyWoven.Text())
        {
            log.Error(
                item,
                ErrorCode.WovenReferenceWoven,
                $"{item.Place} is woven already, and an assembly can be woven only once. Its own project weaves it, so its methods can be patched without this item. "
                + "Remove the item. If you want to choose here what is patchable, set <Hotpatch>false</Hotpatch> in the other project.");
        }
        else if (problem.Place is not null)
        {
            log.AtSource(problem, TextOf(problem));
        }
        else if (problem.Level == LogLevel.Error)
        {
            log.Error(item, ErrorCode.WovenReferenceFailed, $"{item.Place} could not be woven: {problem.Text}");
        }
        else
        {
            log.Warning(item, problem.Code, TextOf(problem));
        }
    }

    // MSBuild writes the code itself.
    private static string TextOf(LogEntry entry)
        => entry.Code is { } code && entry.Text.StartsWith(code + ": ", StringComparison.Ordinal) ? entry.Text.Substring(code.Length + 2) : entry.Text;
}
