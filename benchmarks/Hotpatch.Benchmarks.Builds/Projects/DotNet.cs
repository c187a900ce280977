using System.Diagnostics;

namespace Hotpatch.Benchmarks.Builds.Projects;

/// <summary>Runs the dotnet command to its end.</summary>
internal static class DotNet
{
    /// <summary>The compiler's process of these builds. No other build on the machine uses it, so it can be ended with them.</summary>
    private static readonly string Compiler = $"hotpatch-compiler-{Environment.ProcessId}";

    /// <summary>Runs the command.</summary>
    /// <returns>What it wrote.</returns>
    public static string Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Configure(start.Environment);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output
            : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}{errors.Result}");
    }

    /// <summary>Ends the compiler's process.</summary>
    public static void EndCompiler()
        => Run(Path.GetTempPath(), Path.Combine(Repository.CompilerFolder, "bincore", "VBCSCompiler.dll"), "-shutdown", $"-pipename:{Compiler}");

    private static void Configure(IDictionary<string, string?> environment)
    {
        // The SDK that runs this program tells its children where its own parts lie, and those who run it may have set options for builds.
        foreach (var name in environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            environment.Remove(name);

        // As by default, one process compiles for all builds. MSBuild starts no further process for a project alone, so none can stay behind.
        environment.Remove("UseSharedCompilation");
        environment["SharedCompilationId"] = Compiler;
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        environment["NuGetAudit"] = "false";

        // The packages of this repository have the version of a release. They must not get into the folder that other projects restore from.
        environment["NUGET_PACKAGES"] = BuiltProjects.PackageCache;
    }
}
