using System.CommandLine;
using Hotpatch.Tool.Files;
using Hotpatch.Tool.Output;

namespace Hotpatch.Tool.Commands;

/// <summary>The command doctor.</summary>
internal static class DoctorCommand
{
    public static Command Create(ToolCommand tool)
    {
        var project = new Argument<string?>("PROJECT") { Description = "The project file, or its folder. Default: the current directory.", Arity = ArgumentArity.ZeroOrOne };
        var configuration = new Option<string>("--configuration", "-c") { Description = "The configuration.", DefaultValueFactory = _ => "Debug" };
        var framework = new Option<string?>("--framework", "-f") { Description = "The target framework, if the project has several. Default: the first." };
        var command = new Command("doctor", "Says whether a project is woven, what is left out, and why. Builds a copy of it in a temporary folder.") { project, configuration, framework };
        tool.Set(command, async (result, output, cancellationToken) =>
        {
            using var diagnosis = await ProjectDiagnosis.RunAsync(result.GetValue(project) ?? ".", result.GetValue(configuration)!, result.GetValue(framework), cancellationToken);
            if (output.TryWriteJson(new
            {
                diagnosis.Project, diagnosis.Assembly, diagnosis.HasPackage, diagnosis.SwitchedOffBy, diagnosis.Configuration, diagnosis.IsOutputWoven, diagnosis.WovenMethods, diagnosis.CalledMethods, diagnosis.Log,
            }))
                return;

            output.WriteLine($"project        {diagnosis.Project}");
            output.WriteLine($"package        {(diagnosis.HasPackage ? "references Hotpatch.Fody" : "does not reference Hotpatch.Fody: dotnet add package Hotpatch.Fody")}");
            output.WriteLine($"weaving        {(diagnosis.SwitchedOffBy is { } property ? $"switched off by {property}" : "on")}");
            output.WriteLine($"configuration  {diagnosis.Configuration ?? "none: what is marked [Patchable]"}");
            output.WriteLine($"output         {diagnosis.Assembly}: {(diagnosis.IsOutputWoven is { } isWoven ? isWoven ? "woven" : "not woven" : "not built yet")}");
            output.WriteLine($"patchable      {Texts.Count(diagnosis.WovenMethods, "method")}{(diagnosis.CalledMethods > 0 ? $", and calls of {Texts.Count(diagnosis.CalledMethods, "method")} of other assemblies" : "")}");
            foreach (var line in diagnosis.Log)
                output.WriteLine("  " + line);
        });
        return command;
    }
}
