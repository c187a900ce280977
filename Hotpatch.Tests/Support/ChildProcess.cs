using System.Diagnostics;
using System.Text;

namespace Hotpatch.Tests.Support;

/// <summary>What a program that has ended wrote, errors included.</summary>
internal sealed record ProcessResult(string Command, int ExitCode, string Output)
{
    public string Succeeded()
        => ExitCode == 0 ? Output : throw new AssertionException($"{this}");

    public string Failed()
        => ExitCode != 0 ? Output : throw new AssertionException($"A failure was expected. {this}");

    public override string ToString() => $"{Command} ended with {ExitCode}:{Environment.NewLine}{Output}";
}

/// <summary>Runs programs to their end, in an environment that the test host has not coloured.</summary>
internal static class ChildProcess
{
    // Far beyond what anything here takes; a program that hangs must not hang the tests.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>The dotnet command that runs these tests.</summary>
    public static ProcessResult DotNet(string folder, params string[] arguments) => Run(DotNetPath, folder, OnOneNode(arguments));

    /// <summary>The same, with a variable set in its environment.</summary>
    public static ProcessResult DotNetWith(string variable, string value, string folder, params string[] arguments)
        => DotNetWith(new Dictionary<string, string>(StringComparer.Ordinal) { [variable] = value }, folder, arguments);

    /// <summary>The same, with several variables.</summary>
    public static ProcessResult DotNetWith(IReadOnlyDictionary<string, string> variables, string folder, params string[] arguments)
        => Run(DotNetPath, folder, OnOneNode(arguments), environment =>
        {
            foreach (var (name, value) in variables)
                environment[name] = value;
        });

    public static ProcessResult Run(string file, string folder, params string[] arguments) => Run(file, folder, arguments, _ => { });

    // A second process of MSBuild takes longer to start than these projects take to build.
    private static string[] OnOneNode(string[] arguments)
        => arguments is ["build" or "publish" or "pack" or "restore", ..] && !arguments.Any(IsFileBased) ? [.. arguments, "-maxcpucount:1"] : arguments;

    // The SDK builds such a program in its own process, and refuses the option.
    private static bool IsFileBased(string argument) => argument.EndsWith(".cs", StringComparison.Ordinal);

    private static string DotNetPath => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static ProcessResult Run(string file, string folder, string[] arguments, Action<IDictionary<string, string?>> configure)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Clean(start.Environment);
        configure(start.Environment);

        using var process = Process.Start(start)!;
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        var command = $"{Path.GetFileName(file)} {string.Join(' ', arguments)}";
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new AssertionException($"{command} did not end:{Environment.NewLine}{Snapshot(output)}");
        }

        // Without a limit, it also waits for the last lines.
        process.WaitForExit();
        return new ProcessResult(command, process.ExitCode, Snapshot(output));
    }

    private static void Clean(IDictionary<string, string?> environment)
    {
        // The SDK that runs the tests tells its children where its own parts lie.
        foreach (var name in environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            environment.Remove(name);

        environment["MSBUILDDISABLENODEREUSE"] = "1";

        // A short process ends before the JIT could use a profile of its hot code.
        environment["DOTNET_TieredPGO"] = "0";
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";

        // One compiler for all builds: to start it takes longer than what it compiles here.
        environment["UseSharedCompilation"] = "true";
        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";

        // A list of vulnerabilities that cannot be had at the moment is not what is tested.
        environment["NuGetAudit"] = "false";
    }

    private static void Append(StringBuilder output, string? line)
    {
        lock (output)
            output.AppendLine(line);
    }

    private static string Snapshot(StringBuilder output)
    {
        lock (output)
            return output.ToString();
    }
}
