using System.Runtime.InteropServices;

namespace Hotpatch.Libraries.Context;

/// <summary>Lists the runtime identifiers whose assets fit a system, the closest first: the portable ones that the .NET host has built in.</summary>
internal static class RuntimeIdentifiers
{
    /// <summary>Gets the identifiers for this process.</summary>
    public static IReadOnlyList<string> OfThisProcess { get; } = Of(
        RuntimeInformation.RuntimeIdentifier,
        OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux",
        RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant());

    /// <summary>Returns the identifiers for a system.</summary>
    /// <param name="exact">The identifier that the runtime was built for: portable (<c>linux-x64</c>), or of one distribution (<c>alpine.3.22-x64</c>).</param>
    /// <param name="system"><c>win</c>, <c>osx</c> or <c>linux</c>.</param>
    /// <param name="architecture">The architecture in the spelling of identifiers: <c>x64</c>.</param>
    public static IReadOnlyList<string> Of(string exact, string system, string architecture)
    {
        var isMusl = exact.Contains("-musl", StringComparison.Ordinal) || exact.StartsWith("alpine", StringComparison.Ordinal);
        string[] systems = system switch
        {
            "win" => ["win"],
            "linux" when isMusl => ["linux-musl", "linux", "unix"],
            _ => [system, "unix"],
        };
        return [.. systems.SelectMany(name => new[] { $"{name}-{architecture}", name }).Prepend(exact).Append("any").Distinct(StringComparer.Ordinal)];
    }
}
