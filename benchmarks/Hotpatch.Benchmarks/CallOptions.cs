using Hotpatch.Benchmarks.Reporting;

namespace Hotpatch.Benchmarks;

/// <summary>The options that only this program has.</summary>
/// <param name="Common">The options that all programs have.</param>
/// <param name="Peers">The folder of the libraries to compare with; null for none.</param>
/// <param name="MeasuresCodeSize">Whether the bytes of machine code of each benchmark are counted.</param>
/// <param name="ComparesProfiles">Whether each benchmark runs with and without profile-guided optimisation.</param>
internal sealed record CallOptions(Options Common, string? Peers, bool MeasuresCodeSize, bool ComparesProfiles)
{
    /// <summary>The option that names the folder of other libraries.</summary>
    public const string PeersOption = "--peers";

    private const string CodeSize = "--code-size";
    private const string Profiles = "--pgo";

    public static CallOptions Read(string[] arguments)
    {
        var others = arguments.ToList();
        var peers = Options.TakeValue(others, PeersOption, "the folder of the libraries to compare with");
        var (measuresCodeSize, comparesProfiles) = (others.Remove(CodeSize), others.Remove(Profiles));
        var common = Options.Read([.. others]) with
        {
            Switches = [.. measuresCodeSize ? [CodeSize] : Array.Empty<string>(), .. comparesProfiles ? [Profiles] : Array.Empty<string>(), .. peers is null ? Array.Empty<string>() : [PeersOption, "FOLDER"]],
        };
        return new CallOptions(common, peers, measuresCodeSize, comparesProfiles);
    }
}
