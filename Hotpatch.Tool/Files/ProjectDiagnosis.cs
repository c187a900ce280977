using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Xml.Linq;
using Hotpatch.Fody;
using Hotpatch.Tool.Connection;

namespace Hotpatch.Tool.Files;

/// <summary>What the weaver makes of a project. Dispose it to remove the copy that was built.</summary>
internal sealed class ProjectDiagnosis : IDisposable
{
    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("hotpatch-");

    private ProjectDiagnosis(string project) => Project = project;

    public string Project { get; }

    /// <summary>Gets the file that a build of the project writes.</summary>
    public string Assembly { get; private set; } = string.Empty;

    public bool HasPackage { get; private set; }

    /// <summary>Gets the property that switches weaving off; null if it is on.</summary>
    public string? SwitchedOffBy { get; private set; }

    /// <summary>Gets the configuration as text; null if there is none.</summary>
    public string? Configuration { get; private set; }

    /// <summary>Gets whether the file of the last build is woven; null if there is none.</summary>
    public bool? IsOutputWoven { get; private set; }

    public int WovenMethods { get; private set; }

    public int CalledMethods { get; private set; }

    /// <summary>Gets what the weaver says: what it leaves out and why, warnings and errors.</summary>
    public IReadOnlyList<string> Log { get; private set; } = [];

    /// <summary>Evaluates the project, builds it without weaving in a temporary folder, and weaves that copy.</summary>
    /// <exception cref="ToolException">There is no project, or it doesn't build.</exception>
    public static async Task<ProjectDiagnosis> RunAsync(string path, string configuration, string? framework, CancellationToken cancellationToken)
    {
        var diagnosis = new ProjectDiagnosis(Find(path));
        try
        {
            await diagnosis.EvaluateAsync(configuration, framework, cancellationToken);
            return diagnosis;
        }
        catch
        {
            diagnosis.Dispose();
            throw;
        }
    }

    public void Dispose() => _temporary.Delete(recursive: true);

    private static string Find(string path)
    {
        if (File.Exists(path))
            return Path.GetFullPath(path);

        var projects = Directory.Exists(path) ? Directory.GetFiles(path, "*.*proj") : [];
        return projects is [var only]
            ? Path.GetFullPath(only)
            : throw new ToolException(ExitCode.Usage, $"One project was expected at {Path.GetFullPath(path)}, but {(projects.Length == 0 ? "there is none" : $"there are {projects.Length}")}.");
    }

    private async Task EvaluateAsync(string configuration, string? framework, CancellationToken cancellationToken)
    {
        framework ??= (await EvaluateAsync([], cancellationToken)).Properties["TargetFrameworks"].Split(';', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        string[] chosen = [$"-p:Configuration={configuration}", .. framework is { Length: > 0 } ? [$"-p:TargetFramework={framework}"] : Array.Empty<string>()];
        var (properties, items) = await EvaluateAsync(chosen, cancellationToken);
        Assembly = properties["TargetPath"];
        HasPackage = items.Any(item => item == "Hotpatch.Fody" || item.EndsWith("Hotpatch.Fody.dll", StringComparison.Ordinal));
        SwitchedOffBy = Is(properties["Hotpatch"], "false") ? "<Hotpatch>false</Hotpatch>" : Is(properties["DisableFody"], "true") ? "<DisableFody>true</DisableFody>" : null;
        IsOutputWoven = File.Exists(Assembly) ? IsWoven(Assembly) : null;
        var element = ConfigurationOf(properties["WeaverConfiguration"], properties["MSBuildProjectDirectory"]);
        Configuration = element?.ToString(SaveOptions.DisableFormatting);
        await WeaveCopyAsync(element ?? new XElement("Hotpatch"), properties["TargetFileName"], chosen, cancellationToken);
    }

    // With folders of its own, so that the next build of the user finds its files as they were.
    private async Task WeaveCopyAsync(XElement element, string name, string[] chosen, CancellationToken cancellationToken)
    {
        var output = Path.Combine(_temporary.FullName, "bin");
        await RunAsync(
            ["build", Project, "-p:Hotpatch=false", $"-p:CustomBeforeMicrosoftCommonProps={OwnFolders(output)}", "-p:BuildProjectReferences=false", "-v:q", "-nologo", .. chosen],
            cancellationToken);
        var log = new List<string>();
        var woven = HotpatchWeaver.Weave(Path.Combine(output, name), Path.Combine(_temporary.FullName, "woven", name), new HotpatchWeaverOptions
        {
            Configuration = element,
            References = [output, AppContext.BaseDirectory, Path.GetDirectoryName(typeof(object).Assembly.Location)!],
            WeaveSwitchedOff = true,
            Log = entry =>
            {
                if (entry.Level != Hotpatch.Fody.Diagnostics.LogLevel.Debug)
                    log.Add(entry.Text);
            },
        });
        (WovenMethods, CalledMethods, Log) = (woven.WovenMethods, woven.CalledMethods, log);
    }

    // For this project alone: properties of the command line would be those of the projects that it references too.
    private string OwnFolders(string output)
    {
        var file = Path.Combine(_temporary.FullName, "folders.props");
        new XDocument(new XElement(
            "Project",
            new XElement(
                "PropertyGroup",
                new XAttribute("Condition", $"'$(MSBuildProjectFullPath)' == '{Project}'"),
                new XElement("OutDir", output + "/"),
                new XElement("OutputPath", output + "/"),
                new XElement("IntermediateOutputPath", Path.Combine(_temporary.FullName, "obj") + "/")))).Save(file);
        return file;
    }

    private async Task<(IReadOnlyDictionary<string, string> Properties, IReadOnlyList<string> Items)> EvaluateAsync(string[] chosen, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(await RunAsync(
            [
                "msbuild", Project, "-getProperty:TargetFrameworks,TargetPath,TargetFileName,Hotpatch,DisableFody,MSBuildProjectDirectory,WeaverConfiguration",
                "-getItem:PackageReference,WeaverFiles", .. chosen,
            ],
            cancellationToken));
        return (
            document.RootElement.GetProperty("Properties").EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetString() ?? string.Empty, StringComparer.Ordinal),
            [
                .. document.RootElement.GetProperty("Items").EnumerateObject()
                    .SelectMany(kind => kind.Value.EnumerateArray())
                    .Select(item => item.GetProperty("Identity").GetString() ?? string.Empty),
            ]);
    }

    private static async Task<string> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["MSBUILDDISABLENODEREUSE"] = "1" } })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // It would go on writing into the folder that is about to be removed.
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        return process.ExitCode == 0
            ? await output
            : throw new ToolException(ExitCode.Refused, $"dotnet {arguments[0]} was expected to succeed, but ended with {process.ExitCode}:\n{(await output + await error).Trim()}");
    }

    private static XElement? ConfigurationOf(string property, string folder)
    {
        try
        {
            var file = Path.Combine(folder, "FodyWeavers.xml");
            var root = property.Trim().Length > 0 ? XElement.Parse(property) : File.Exists(file) ? XDocument.Load(file).Root : null;
            return root?.Element("Hotpatch");
        }
        catch (System.Xml.XmlException exception)
        {
            throw new ToolException(ExitCode.Refused, $"FodyWeavers.xml: {exception.Message}");
        }
    }

    private static bool Is(string value, string expected) => value.Trim().Equals(expected, StringComparison.OrdinalIgnoreCase);

    // A woven method stands beside its original.
    private static bool IsWoven(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        var metadata = image.GetMetadataReader();
        return metadata.MethodDefinitions.Any(method => metadata.GetString(metadata.GetMethodDefinition(method).Name).EndsWith("_Original", StringComparison.Ordinal));
    }
}
