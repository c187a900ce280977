namespace Hotpatch.Fody.Diagnostics;

/// <summary>What the project says of warnings. The targets of the package hand it on among the project's constants.</summary>
internal sealed class WarningSettings(IEnumerable<string> constants)
{
    private const string NoWarn = "Hotpatch.NoWarn=";
    private const string WarningsNotAsErrors = "Hotpatch.WarningsNotAsErrors=";
    private const string TreatWarningsAsErrors = "Hotpatch.TreatWarningsAsErrors";

    private readonly string[] _constants = [.. constants];

    /// <summary>Whether NoWarn has the code.</summary>
    public bool IsOff(ErrorCode code) => Has(NoWarn, code);

    /// <summary>Whether Fody would make an error of the warning, which WarningsNotAsErrors forbids.</summary>
    public bool IsKeptFromErrors(ErrorCode code) => _constants.Contains(TreatWarningsAsErrors, StringComparer.Ordinal) && Has(WarningsNotAsErrors, code);

    private bool Has(string list, ErrorCode code)
        => _constants.Where(constant => constant.StartsWith(list, StringComparison.Ordinal))
            .SelectMany(constant => constant.Substring(list.Length).Split('|'))
            .Contains(code.Text(), StringComparer.OrdinalIgnoreCase);
}
