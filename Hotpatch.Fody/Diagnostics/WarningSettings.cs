namespace Hotpatch.Fody.Diagnostics;

/// <summary>The project's settings for warnings. The package's targets pass them to the weaver among the project's constants.</summary>
internal sealed class WarningSettings(IEnumerable<string> constants)
{
    private const string NoWarn = "Hotpatch.NoWarn=";
    private const string WarningsNotAsErrors = "Hotpatch.WarningsNotAsErrors=";
    private const string TreatWarningsAsErrors = "Hotpatch.TreatWarningsAsErrors";

    private readonly string[] _constants = [.. constants];

    /// <summary>Whether <c>NoWarn</c> lists the code.</summary>
    public bool IsOff(string? code) => Has(NoWarn, code);

    /// <summary>Whether warnings are errors in the project, but <c>WarningsNotAsErrors</c> lists the code.</summary>
    public bool IsKeptFromErrors(string? code) => _constants.Contains(TreatWarningsAsErrors, StringComparer.Ordinal) && Has(WarningsNotAsErrors, code);

    private bool Has(string list, string? code)
        => _constants.Where(constant => constant.StartsWith(list, StringComparison.Ordinal))
            .SelectMany(constant => constant.Substring(list.Length).Split('|'))
            .Contains(code, StringComparer.OrdinalIgnoreCase);
}
