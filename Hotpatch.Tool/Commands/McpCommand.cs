using System.CommandLine;
using System.ComponentModel;
using System.Globalization;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Hotpatch.Tool.Commands;

/// <summary>The command mcp: the other commands as tools for an assistant, over the Model Context Protocol.</summary>
/// <param name="run">Runs a command line, and returns its exit code and its output.</param>
internal sealed class McpCommand(Func<string[], CancellationToken, Task<(int ExitCode, string Output)>> run)
{
    private const string Method = "A method: its full name, or a part from a dot on that no other has, such as PriceService.Quote";
    private const string Process = "The id or the name of the process; not needed if there is only one";

    public static Command Create(ToolCommand tool, Func<string[], CancellationToken, Task<(int ExitCode, string Output)>> run)
    {
        var allowWrite = new Option<bool>("--allow-write") { Description = "Offer commands that change something too. The program must allow changes as well." };
        var command = new Command("mcp", "Serves the commands as tools for an assistant, over the Model Context Protocol (stdio). Read-only by default.") { allowWrite };
        tool.Set(
            command,
            async (result, _, cancellationToken) =>
            {
                string[] folder = result.GetValue(tool.Folder) is { } path ? ["--folder", path] : [];
                var tools = new McpCommand((arguments, token) => run([arguments[0], .. folder, .. arguments[1..]], token));
                await tools.ServeAsync(new StdioServerTransport("hotpatch"), result.GetValue(allowWrite), cancellationToken);
            },
            isEndless: true);
        return command;
    }

    /// <summary>Serves a client until it goes away.</summary>
    public async Task ServeAsync(ITransport transport, bool allowsWrite, CancellationToken cancellationToken)
    {
        await using (transport)
        await using (var server = McpServer.Create(transport, new McpServerOptions
        {
            ServerInfo = new Implementation { Name = "hotpatch", Version = typeof(McpCommand).Assembly.GetName().Version?.ToString() ?? "0" },
            ServerInstructions = "Looks at running .NET programs that use Hotpatch: what is patched, what methods are called with and what they return.",
            ToolCollection = [.. Looking(), .. allowsWrite ? Changing() : []],
        }))
            await server.RunAsync(cancellationToken);
    }

    private IEnumerable<McpServerTool> Looking()
    {
        yield return Tool("processes", "The processes that can be looked at.", (CancellationToken token) => RunAsync("ps", [], [], token));
        yield return Tool(
            "list",
            "Patchable methods, and what lies on them: patches, layers, observers.",
            (CancellationToken token, [Description("A part of a name, or a pattern with *; all without it")] string? pattern = null, [Description("Only methods on which something lies")] bool patched = false,
                [Description(Process)] string? process = null) => RunAsync("list", [Of(process), patched ? "--patched" : null], [pattern], token));
        yield return Tool(
            "libraries", "The patch libraries that are applied.", (CancellationToken token, [Description(Process)] string? process = null) => RunAsync("list", [Of(process), "--libraries"], [], token));
        yield return Tool(
            "show",
            "All that is known of a method, its calls a second, and its C# code.",
            ([Description(Method)] string method, CancellationToken token, [Description(Process)] string? process = null) => RunAsync("show", [Of(process)], [method], token));
        yield return Tool(
            "watch",
            "The next calls of a method: arguments, result or exception, duration.",
            ([Description(Method)] string method, CancellationToken token, [Description("How many calls to wait for")] int count = 1,
                [Description("A C# condition over the parameters, result, exception and milliseconds")] string? when = null, [Description("How many seconds to wait at most")] double seconds = 10,
                [Description(Process)] string? process = null)
                => RunForAsync(seconds, "watch", [Of(process), Option("-n", count), when is null ? null : "--when=" + when], method, token));
        yield return Tool(
            "monitor",
            "Calls, faults and durations of methods, measured for some seconds.",
            ([Description("A name, a part of it from a dot on, or a pattern with *")] string pattern, CancellationToken token, [Description("How many seconds to measure")] double seconds = 10,
                [Description(Process)] string? process = null) => RunAsync("monitor", [Of(process), Option("-n", 1), Option("--interval", seconds)], [pattern], token));
        yield return Tool(
            "trace",
            "The patchable calls below the next call of a method, as a tree with times.",
            ([Description(Method)] string method, CancellationToken token, [Description("How many seconds to wait at most")] double seconds = 10, [Description(Process)] string? process = null)
                => RunForAsync(seconds, "trace", [Of(process)], method, token));
        yield return Tool("dump", "All that is known of the process.", (CancellationToken token, [Description(Process)] string? process = null) => RunAsync("dump", [Of(process)], [], token));
    }

    private IEnumerable<McpServerTool> Changing()
    {
        yield return Tool(
            "apply",
            "Applies a patch library, or a C# file with [Patch] methods.",
            ([Description("The path of the file")] string file, CancellationToken token, [Description("The share of the calls that run it, such as 10%; all without it")] string? share = null,
                [Description("Remove it after so many exceptions in so long, such as 5/min")] string? guard = null, [Description("Only say what would change")] bool dryRun = false,
                [Description(Process)] string? process = null)
                => RunAsync("apply", [Of(process), share is null ? null : "--share=" + share, guard is null ? null : "--guard=" + guard, dryRun ? "--dry-run" : null], [file], token),
            changes: true);
        yield return Tool(
            "restore",
            "Removes the patches of a method.",
            ([Description(Method)] string method, CancellationToken token, [Description(Process)] string? process = null) => RunAsync("restore", [Of(process)], [method], token),
            changes: true);
        yield return Tool(
            "unload",
            "Removes a patch library.",
            ([Description("The name of the library")] string library, CancellationToken token, [Description(Process)] string? process = null)
                => RunAsync("restore", [Of(process), "--library=" + library], [], token),
            changes: true);
        yield return Tool(
            "share",
            "Changes the share of the calls that run a library.",
            ([Description("The name of the library")] string library, [Description("The share, such as 25%")] string share, CancellationToken token, [Description(Process)] string? process = null)
                => RunAsync("share", [Of(process)], [library, share], token),
            changes: true);
        yield return Tool(
            "promote",
            "Makes a library hold for all calls.",
            ([Description("The name of the library")] string library, CancellationToken token, [Description(Process)] string? process = null) => RunAsync("promote", [Of(process)], [library], token),
            changes: true);
    }

    private static McpServerTool Tool(string name, string description, Delegate run, bool changes = false)
        => McpServerTool.Create(run, new McpServerToolCreateOptions { Name = name, Description = description, ReadOnly = !changes, Destructive = changes, OpenWorld = false });

    private static string? Of(string? process) => process is null ? null : "--process=" + process;

    private static string Option(string name, double value) => $"{name}={value.ToString(CultureInfo.InvariantCulture)}";

    private async Task<CallToolResult> RunForAsync(double seconds, string command, string?[] options, string method, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(Math.Clamp(seconds, 0.1, 600)));
        return await RunAsync(command, options, [method], limit.Token);
    }

    // Values of an assistant are never options: they stand behind "=", or behind "--".
    private async Task<CallToolResult> RunAsync(string command, string?[] options, string?[] values, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await run([command, "--json", .. options.OfType<string>(), "--", .. values.OfType<string>()], cancellationToken);
        return new CallToolResult
        {
            IsError = exitCode != 0,
            Content = [new TextContentBlock { Text = output.Length == 0 ? "no calls in this time" : output }],
        };
    }
}
