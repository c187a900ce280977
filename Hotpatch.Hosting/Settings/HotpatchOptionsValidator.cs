using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Hotpatch.Hosting.Settings;

/// <summary>Checks options, so that the host doesn't start with options that can't take effect. Collects all problems.</summary>
internal sealed class HotpatchOptionsValidator(IHostEnvironment environment, IEnumerable<SettingsSource> sources) : IValidateOptions<HotpatchOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, HotpatchOptions options)
    {
        var problems = sources.SelectMany(source => source.Problems()).Distinct(StringComparer.Ordinal).ToList();
        AddValueProblems(options, problems);

        // The folder can only be looked at with values that are valid.
        if (problems.Count == 0 && FileProblem(options) is { } problem)
            problems.Add(problem);

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void AddValueProblems(HotpatchOptions options, List<string> problems)
    {
        if (options.Timeout < TimeSpan.Zero || options.Timeout > Longest)
            problems.Add(Problem(nameof(options.Timeout), "a time from zero to a day", options.Timeout));

        if (options.PollInterval < TimeSpan.FromMilliseconds(1) || options.PollInterval > Longest)
            problems.Add(Problem(nameof(options.PollInterval), "a time from a millisecond to a day", options.PollInterval));

        if (options.Guard is { Count: < 1 and var count })
            problems.Add(Problem("Guard:Count", "a number of at least 1", count));

        if (options.Guard is { } guard && guard.Window <= TimeSpan.Zero)
            problems.Add(Problem("Guard:Window", "a time longer than zero", guard.Window));

        for (var i = 0; i < options.Measure.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(options.Measure[i]))
                problems.Add(Problem($"{nameof(options.Measure)}:{i}", "the name of a method, or a pattern with *", "nothing"));
        }

        if (TrustProblem(options) is { } trust)
            problems.Add(trust);
    }

    private static string? TrustProblem(HotpatchOptions options)
    {
        var trust = options.Trust;
        var isRestricted = trust.PublicKeys.Count + trust.Sha256.Count + trust.Directories.Count + trust.GetRequired().Count > 0;
        if (trust.Anyone && isRestricted)
            return Problem("Trust:Anyone", "false beside other values of Trust", "true");

        // It holds for what clients apply too. Without this, a misspelled Folder would leave a service without the fixes that its keys were made for.
        return isRestricted && string.IsNullOrEmpty(options.Folder) && !options.Control.AllowWrite ? Problem(nameof(options.Folder), "the folder of the libraries that Trust is about", "nothing") : null;
    }

    private string? FileProblem(HotpatchOptions options)
    {
        var hasFolder = !string.IsNullOrEmpty(options.Folder);
        if (hasFolder && !RuntimeFeature.IsDynamicCodeSupported)
            return Problem(nameof(options.Folder), "no folder in a program without a JIT, which can't load code (NativeAOT, PublishAot)", $"'{options.Folder}'");

        try
        {
            var settings = FolderSettings.Read(options, environment.ContentRootPath);

            // Clients of the control channel need the trust too.
            if (!hasFolder)
                TrustReader.TryRead(options.Trust, environment.ContentRootPath);

            return !hasFolder || Directory.Exists(settings.Folder) ? null : Problem(nameof(options.Folder), "a folder that exists", $"'{settings.Folder}'");
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return $"{HotpatchOptions.SectionName}:{nameof(options.Trust)} can't be read: {exception.Message}";
        }
    }

    private static string Problem(string name, string expected, object found)
        => FormattableString.Invariant($"{HotpatchOptions.SectionName}:{name}: {expected} was expected, but {found} was found.");
}
