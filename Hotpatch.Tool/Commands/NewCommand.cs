using System.CommandLine;
using Hotpatch.Tool.Code;
using Hotpatch.Tool.Connection;

namespace Hotpatch.Tool.Commands;

/// <summary>The command new fix.</summary>
internal static class NewCommand
{
    public static Command Create(ToolCommand tool)
    {
        var name = tool.Method();
        var folder = new Option<string?>("--output", "-o") { Description = "The folder. Default: one of the patch's name, such as QuoteFix." };
        var command = new Command("fix", "Writes a project with a patch of a method of this process. The patch does what the method does, until you change it.") { name, folder };
        tool.Connected(command, async (client, result, output, cancellationToken) =>
        {
            var details = await client.Commands.ShowAsync(result.GetValue(name)!, cancellationToken);
            var template = new FixTemplate(details);
            var source = template.Source();
            var target = Path.GetFullPath(result.GetValue(folder) ?? template.Name);
            var (code, project) = (Path.Combine(target, template.Name + ".cs"), Path.Combine(target, template.Name + ".csproj"));
            foreach (var file in new[] { code, project })
            {
                if (File.Exists(file))
                    throw new ToolException(ExitCode.Usage, $"A folder without {Path.GetFileName(file)} was expected, but {file} exists. Choose another by --output.");
            }

            Directory.CreateDirectory(target);
            await File.WriteAllTextAsync(code, source, cancellationToken);

            // A project reaches public types only. hotpatch apply compiles the file itself, with all.
            var isPublic = details.Signature is { IsPublic: true };
            if (isPublic)
                await File.WriteAllTextAsync(project, FixTemplate.Project(await client.Commands.AssembliesAsync(cancellationToken), FrameworkOf(client.Process.Framework)), cancellationToken);

            if (output.TryWriteJson(new { source = code, project = isPublic ? project : null }))
                return;

            output.WriteLine(code);
            output.WriteLine(isPublic ? project : $"No project, since the types of {details.Method.Name} are not public: hotpatch apply compiles the file, and reaches them.");
            output.WriteLine($"Change the code, then: hotpatch apply {code}");
        });
        return new Command("new", "Writes files to begin with.") { command };
    }

    // .NET 10.0.12
    private static string FrameworkOf(string description)
        => Version.TryParse(description.Split(' ')[^1].Split('-')[0], out var version) ? $"net{version.Major}.{version.Minor}" : "net8.0";
}
