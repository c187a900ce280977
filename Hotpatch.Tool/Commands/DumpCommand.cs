using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Hotpatch.Tool.Connection;
using Hotpatch.Tool.Output;

namespace Hotpatch.Tool.Commands;

/// <summary>The command dump.</summary>
internal static class DumpCommand
{
    public static Command Create(ToolCommand tool)
    {
        var file = new Option<string?>("--output", "-o") { Description = "The file. Default: hotpatch-NAME-PID-TIME.json in the current directory." };
        var command = new Command("dump", "Writes all that is known of the process to a JSON file, for a ticket.") { file };
        tool.Connected(command, async (client, result, output, cancellationToken) =>
        {
            var dump = await client.Commands.DumpAsync(cancellationToken);
            if (output.TryWriteJson(dump))
                return;

            var path = Path.GetFullPath(result.GetValue(file) ?? string.Create(
                CultureInfo.InvariantCulture, $"hotpatch-{dump.Process.Name}-{dump.Process.Id}-{dump.Taken.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}.json"));
            if (File.Exists(path))
                throw new ToolException(ExitCode.Usage, $"A path where no file is was expected, but {path} exists.");

            await File.WriteAllTextAsync(path, JsonSerializer.Serialize(dump, ToolOutput.IndentedJson) + "\n", cancellationToken);
            output.WriteLine(path);
        });
        return command;
    }
}
