using System.CommandLine;
using System.Diagnostics;
using Hotpatch.Hosting.Control.Protocol;
using Hotpatch.Tool.Connection;
using Hotpatch.Tool.Output;

namespace Hotpatch.Tool.Commands;

/// <summary>The command apply. The program must allow changes.</summary>
internal sealed class ApplyCommand
{
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(100);

    private readonly Argument<string> _file = new("FIX") { Description = "A patch library (FIX.dll), or a C# file with [Patch] methods (FIX.cs), which is compiled against the assemblies of the process." };
    private readonly Option<string?> _share = new("--share") { Description = "Let only a share of the calls run it: 10%, or 0.1." };
    private readonly Option<string?> _guard = new("--guard") { Description = "Remove the library after so many exceptions in so long: 5/min, 3/10s." };
    private readonly Option<bool> _shadow = new("--shadow") { Description = "Run it beside the methods while this command runs, and show calls whose results differ." };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only say what would change." };
    private readonly Option<bool> _follow = new("--follow") { Description = "Apply the file again whenever it is saved, until Ctrl+C. The fix that was applied last stays." };
    private readonly Option<string?> _key = new("--key") { Description = "The private key that signs what is compiled from FIX.cs, for a process that trusts its public key." };
    private readonly Option<double> _timeout = ToolCommand.Timeout("running calls");

    private ApplyCommand()
    {
    }

    public static Command Create(ToolCommand tool)
    {
        var apply = new ApplyCommand();
        var command = new Command("apply", "Applies a patch library as one step: all of it, or nothing. One of the same name is replaced.")
        {
            apply._file, apply._share, apply._guard, apply._shadow, apply._dryRun, apply._follow, apply._key, apply._timeout,
        };
        command.Validators.Add(result =>
        {
            if (new[] { result.GetValue(apply._shadow), result.GetValue(apply._dryRun), result.GetValue(apply._follow) }.Count(given => given) > 1)
                result.AddError("One of --shadow, --dry-run and --follow was expected, but several were given.");

            if (result.GetValue(apply._shadow) && result.GetValue(apply._guard) is not null)
                result.AddError("--guard: none was expected with --shadow, since callers get no exception of what runs beside a method.");
        });
        tool.Connected(command, apply.RunAsync, endsByUser: result => result.GetValue(apply._shadow) || result.GetValue(apply._follow));
        return command;
    }

    private async Task RunAsync(ControlClient client, ParseResult result, ToolOutput output, CancellationToken cancellationToken)
    {
        var (count, seconds) = result.GetValue(_guard) is { } text ? GuardLimit.Parse(text) : (null, 0);
        var share = result.GetValue(_share) is { } part ? ChangingCommands.ReadShare(part) : (double?)null;
        using var fix = await FixFile.OpenAsync(
            result.GetValue(_file)!, result.GetValue(_key), keep: !result.GetValue(_shadow) && !result.GetValue(_dryRun), client, cancellationToken);
        var request = new ApplyRequest(fix.Library, count, seconds, ToolCommand.Milliseconds(result.GetValue(_timeout)), share, result.GetValue(_dryRun));
        if (result.GetValue(_shadow))
            await ShadowAsync(client, request, output, cancellationToken);
        else if (result.GetValue(_follow))
            await FollowAsync(client, fix, Path.GetFullPath(result.GetValue(_file)!), request, output, cancellationToken);
        else
            ChangingCommands.Write(output, await client.Commands.ApplyAsync(request, cancellationToken));
    }

    private static async Task ShadowAsync(ControlClient client, ApplyRequest request, ToolOutput output, CancellationToken cancellationToken)
    {
        var counts = new ShadowCounts(output);
        try
        {
            await foreach (var difference in client.Commands.ShadowAsync(request, cancellationToken).WithCancellation(cancellationToken))
            {
                if (output.TryWriteJson(difference, isLine: true))
                    continue;

                if (difference.Method is { } method)
                {
                    output.WriteLine($"{method}({string.Join(", ", difference.Arguments.Select(argument => $"{argument.Name}: {argument.Value}"))})");
                    output.WriteLine("  " + Texts.Run(difference.Run!));
                    output.WriteLine("  " + Texts.Run(difference.Candidate!));
                }

                counts.Add(difference);
            }
        }
        finally
        {
            counts.Write();
        }
    }

    /// <summary>How many calls were compared, told from time to time and in the end.</summary>
    private sealed class ShadowCounts(ToolOutput output)
    {
        private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

        private long _written = Stopwatch.GetTimestamp();
        private ShadowDescription? _last;

        public void Add(ShadowDescription difference)
        {
            _last = difference;
            if (Stopwatch.GetElapsedTime(_written) >= Interval)
                Write();
        }

        public void Write()
        {
            if (_last is { } last && !output.IsJson)
                output.WriteLine($"{Texts.Count(last.Calls, "call")} compared, {Texts.Count(last.Differences, "difference")}");

            _last = null;
            _written = Stopwatch.GetTimestamp();
        }
    }

    private static async Task FollowAsync(ControlClient client, FixFile fix, string path, ApplyRequest request, ToolOutput output, CancellationToken cancellationToken)
    {
        var seen = default(DateTime);
        while (true)
        {
            if (File.GetLastWriteTimeUtc(path) is var written && written != seen)
            {
                seen = written;
                await ApplyAgainAsync(client, fix, path, request, output, cancellationToken);
            }

            await Task.Delay(Settle, cancellationToken);
        }
    }

    // A file that is being written, or that doesn't compile yet, is no reason to stop.
    private static async Task ApplyAgainAsync(ControlClient client, FixFile fix, string path, ApplyRequest request, ToolOutput output, CancellationToken cancellationToken)
    {
        try
        {
            if (FixFile.IsSource(path))
                fix.Compile(cancellationToken);

            ChangingCommands.Write(output, await client.Commands.ApplyAsync(request with { Path = fix.Library }, cancellationToken), isLine: true);
            if (!output.IsJson)
                output.WriteLine("Waiting for changes. Ctrl+C ends, and leaves what is applied.");
        }
        catch (Exception exception) when (exception is ToolException or IOException or StreamJsonRpc.RemoteInvocationException)
        {
            var failure = Failures.Of(exception);
            if (!output.TryWriteJson(new { error = failure.Message, exitCode = failure.ExitCode }, isLine: true))
                output.WriteLine(failure.Message);
        }
    }
}
