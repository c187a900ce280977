using Hotpatch.Naming;
using Microsoft.Extensions.Configuration;

namespace Hotpatch.Hosting.Settings;

/// <summary>A configuration section from which options are read.</summary>
/// <param name="section">The section; null if the program has no configuration.</param>
internal sealed class SettingsSource(IConfiguration? section)
{
    // The binder reads what it knows, and is silent about the rest: a misspelt key of a trust would leave a program that trusts more than its author thinks.
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = [nameof(HotpatchOptions.Folder), nameof(HotpatchOptions.Trust), nameof(HotpatchOptions.Timeout), nameof(HotpatchOptions.PollInterval), nameof(HotpatchOptions.Guard), nameof(HotpatchOptions.Measure), nameof(HotpatchOptions.Control)],
        [nameof(HotpatchOptions.Trust)] = [nameof(HotpatchTrustOptions.PublicKeys), nameof(HotpatchTrustOptions.Sha256), nameof(HotpatchTrustOptions.Directories), nameof(HotpatchTrustOptions.Anyone)],
        [nameof(HotpatchOptions.Guard)] = [nameof(HotpatchGuardOptions.Count), nameof(HotpatchGuardOptions.Window)],
        [nameof(HotpatchOptions.Control)] = [nameof(HotpatchControlOptions.Enabled), nameof(HotpatchControlOptions.AllowWrite), nameof(HotpatchControlOptions.Folder), nameof(HotpatchControlOptions.Redact)],
    };

    private static readonly string[] Lists = [nameof(HotpatchOptions.Measure), nameof(HotpatchTrustOptions.PublicKeys), nameof(HotpatchTrustOptions.Sha256), nameof(HotpatchTrustOptions.Directories), nameof(HotpatchControlOptions.Redact)];

    /// <summary>Gets the names of the options by the part of the section that has them.</summary>
    public static IReadOnlyDictionary<string, string[]> Names => Known;

    /// <summary>Returns the problem of each key that is no option.</summary>
    public IEnumerable<string> Problems()
        => section is null || !section.GetChildren().Any() ? [] : Known.SelectMany(part => Problems(part.Key, part.Key.Length == 0 ? section : section.GetSection(part.Key), part.Value));

    private static IEnumerable<string> Problems(string part, IConfiguration section, string[] names)
    {
        foreach (var child in section.GetChildren())
        {
            var place = child.Path;
            if (names.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                // The binder is silent about these too: a key that isn't in a list would be a key that is ignored.
                var isList = Lists.Contains(child.Key, StringComparer.OrdinalIgnoreCase);
                if (child.Value is { Length: > 0 } value && (isList || (part.Length == 0 && Known.ContainsKey(child.Key))))
                    yield return $"{place}: {(isList ? "a list" : "a section")} was expected, but the text '{value}' was found.{(isList ? $" Write {place}:0." : "")}";

                continue;
            }

            var nearest = NearestNames.Of(child.Key, names);
            yield return $"{place}: an option was expected, but there is none of that name.{(nearest.Count > 0 ? $" Did you mean {string.Join(" or ", nearest)}?" : $" There are {string.Join(", ", names)}.")}";
        }
    }
}
