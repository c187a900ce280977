using Hotpatch.Benchmarks.Processes;

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
        var start = Command.DotNet(folder, arguments);
        Configure(start.Environment);
        return Command.Run(start);
    }

    /// <summary>Ends the compiler's process.</summary>
    public static void EndCompiler()
        => Run(Path.GetTempPath(), Path.Combine(Repository.CompilerFolder, "bincore", "VBCSCompiler.dll"), "-shutdown", $"-pipename:{Compiler}");

    private static void Configure(IDictionary<string, string?> environment)
    {
        // As by default, one process compiles for all builds. MSBuild starts no further process for a project alone, so none can stay behind.
        environment.Remove("UseSharedCompilation");
        environment["SharedCompilationId"] = Compiler;
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["NuGetAudit"] = "false";

        // The packages of this repository have the version of a release. They must not get into the folder that other projects restore from.
        environment["NUGET_PACKAGES"] = BuiltProjects.PackageCache;
    }
}
