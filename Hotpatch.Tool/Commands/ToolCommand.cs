using System.CommandLine;
using System.Globalization;
using Hotpatch.Hosting.Control.Channel;
using Hotpatch.Tool.Connection;
using Hotpatch.Tool.Output;

namespace Hotpatch.Tool.Commands;

/// <summary>What all commands have in common: their options, and how they fail.</summary>
internal sealed class ToolCommand(TextWriter output, TextWriter error, bool isTerminal)
{
    // EPIPE of Linux and macOS.
    private const int BrokenPipe = 32;

    public Option<bool> Json { get; } = new("--json") { Description = "Write the result as JSON. Commands that go on write one document a line.", Recursive = true };

    public Option<string?> Process { get; } = new("--process", "-p") { Description = "The id or the name of the process. Not needed if only one has a control channel.", Recursive = true };

    public Option<string?> Folder { get; } = new("--folder") { Description = "The folder of the sockets, if the program has its own (Hotpatch:Control:Folder).", Recursive = true };

    /// <summary>Lets a command run over a connection to the process that the user means.</summary>
    /// <param name="command">The command.</param>
    /// <param name="run">What the command does.</param>
    /// <param name="isEndless">Whether the command runs until the user ends it, so that Ctrl+C is no failure.</param>
    /// <param name="endsByUser">Whether it does so with these arguments; null for no others.</param>
    public void Connected(Command command, Func<ControlClient, ParseResult, ToolOutput, CancellationToken, Task> run, bool isEndless = false, Func<ParseResult, bool>? endsByUser = null)
        => Set(
            command,
            async (result, tool, cancellationToken) =>
            {
                using var client = await Processes.OneAsync(FolderOf(result), result.GetValue(Process), error, cancellationToken);
                await run(client, result, tool, cancellationToken);
            },
            isEndless,
            endsByUser);

    /// <summary>Lets a command run, and turns its failures into a message and an exit code.</summary>
    public void Set(Command command, Func<ParseResult, ToolOutput, CancellationToken, Task> run, bool isEndless = false, Func<ParseResult, bool>? endsByUser = null)
        => command.SetAction(async (result, cancellationToken) =>
        {
            var isEndedByUser = isEndless || endsByUser?.Invoke(result) == true;
            var tool = new ToolOutput(output, result.GetValue(Json), isTerminal);
            try
            {
                await run(result, tool, cancellationToken);
                return ExitCode.Success;
            }
            catch (IOException exception) when (exception.HResult == BrokenPipe)
            {
                // The reader of the output, such as head, has enough.
                return ExitCode.Success;
            }
            catch (OperationCanceledException) when (isEndedByUser && cancellationToken.IsCancellationRequested)
            {
                return ExitCode.Success;
            }
#pragma warning disable CA1031 // A user gets one line and an exit code, whatever fails.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                var failure = exception is OperationCanceledException
                    ? new ToolException(ExitCode.Failure, "The command was cancelled. The command show says what lies on a method now.")
                    : Failures.Of(exception);
                if (!tool.TryWriteJson(new { error = failure.Message, exitCode = failure.ExitCode, names = failure.Names }, isLine: isEndedByUser))
                    await error.WriteLineAsync("hotpatch: " + failure.Message);

                return failure.ExitCode;
            }
        });

    /// <summary>Creates the argument for a method, whose names the shell can complete.</summary>
    public Argument<string> Method(string name = "METHOD", string description = "The method: its full name, or a part from a dot on that no other has.")
    {
        var argument = new Argument<string>(name) { Description = description };
        argument.CompletionSources.Add(context => Names(context.ParseResult, context.WordToComplete));
        return argument;
    }

    private string[] Names(ParseResult result, string word)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            using var client = Processes.OneAsync(FolderOf(result), result.GetValue(Process), TextWriter.Null, limit.Token).GetAwaiter().GetResult();
            return client.Commands.ListAsync(new($"*{word}*", IsPatched: false), limit.Token).GetAwaiter().GetResult().Methods.Select(method => method.Name).ToArray();
        }
#pragma warning disable CA1031 // There is nobody to tell, in the middle of a line that is typed.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    /// <summary>Creates the option that says how deep objects are shown.</summary>
    public static Option<int> Depth()
    {
        var depth = new Option<int>("--depth") { Description = "How deep objects are shown: 0 for their types only.", DefaultValueFactory = _ => 1 };
        AtLeast(depth, 0);
        return depth;
    }

    /// <summary>Creates the option that says how long to wait.</summary>
    public static Option<double> Timeout(string what)
    {
        var timeout = new Option<double>("--timeout") { Description = $"How many seconds to wait for {what}, at most 600.", DefaultValueFactory = _ => 10 };
        Check(timeout, seconds => seconds is >= 0 and <= 600, "seconds from 0 to 600");
        return timeout;
    }

    public static int Milliseconds(double seconds) => (int)(seconds * 1000);

    /// <summary>Refuses smaller numbers.</summary>
    public static void AtLeast(Option<int> option, int least) => Check(option, value => value >= least, string.Create(CultureInfo.InvariantCulture, $"a number of at least {least}"));

    /// <summary>Refuses smaller numbers, if one is given.</summary>
    public static void AtLeast(Option<int?> option, int least)
        => Check(option, value => value is null || value >= least, string.Create(CultureInfo.InvariantCulture, $"a number of at least {least}"));

    /// <summary>Refuses values that an option can't have.</summary>
    /// <param name="option">The option.</param>
    /// <param name="isValid">Whether it can have a value.</param>
    /// <param name="expected">What is expected, for the message.</param>
    public static void Check<T>(Option<T> option, Func<T?, bool> isValid, string expected)
        => option.Validators.Add(result =>
        {
            T? value;
            try
            {
                value = result.GetValueOrDefault<T>();
            }
            catch (InvalidOperationException)
            {
                // Another text than one of this type: the parser itself says so.
                return;
            }

            if (!isValid(value))
                result.AddError($"{option.Name}: {expected} was expected, but {string.Join(' ', result.Tokens.Select(token => token.Value))} was found.");
        });

    public TextWriter Error => error;

    public string FolderOf(ParseResult result)
        => result.GetValue(Folder) is not { } folder ? ControlFolder.Default
            : Directory.Exists(folder) ? folder
            : throw new ToolException(ExitCode.Usage, $"--folder: a folder was expected, but there is none at {Path.GetFullPath(folder)}.");
}
