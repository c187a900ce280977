using System.CommandLine;
using System.Xml;
using System.Xml.Linq;
using Hotpatch.Fody;
using Hotpatch.Tool.Connection;
using Hotpatch.Tool.Files;
using Hotpatch.Tool.Output;

namespace Hotpatch.Tool.Commands;

/// <summary>The commands for files, which need no running process: verify, sign, keys, weave.</summary>
internal static class FileCommands
{
    public static Command Verify(ToolCommand tool)
    {
        var library = new Argument<FileInfo>("FIX.dll") { Description = "The patch library." };
        var program = new Argument<FileInfo>("APP.dll") { Description = "The program's assembly, with those that it needs beside it." };
        var command = new Command("verify", "Checks whether a patch library would fit a program that is not running. Loads the program's assemblies, whose module initializers run, and runs none of the library.") { library, program };
        tool.Set(command, (result, output, _) =>
        {
            var (fix, app) = (Existing(result.GetValue(library)!), Existing(result.GetValue(program)!));
            var patches = LibraryVerification.Run(fix, app);
            if (!output.TryWriteJson(new { library = fix, program = app, patches }))
            {
                foreach (var patch in patches)
                    output.WriteLine(patch);
            }

            return Task.CompletedTask;
        });
        return command;
    }

    public static Command Sign(ToolCommand tool)
    {
        var library = new Argument<FileInfo>("FIX.dll") { Description = "The patch library." };
        var key = new Option<FileInfo>("--key") { Description = "The file of the private key.", Required = true };
        var command = new Command("sign", "Signs a patch library, for programs that trust the key: writes FIX.dll.sig beside it.") { library, key };
        tool.Set(command, (result, output, _) =>
        {
            using var pair = Keys.ReadPrivate(result.GetValue(key)!.FullName);
            var signature = Keys.Sign(Existing(result.GetValue(library)!), pair);
            if (!output.TryWriteJson(new { signature }))
                output.WriteLine(signature);

            return Task.CompletedTask;
        });
        return command;
    }

    public static Command KeyCommands(ToolCommand tool)
    {
        var path = new Argument<string>("KEY.pem") { Description = "The file for the private key. The public key goes to KEY.pub.pem." };
        var create = new Command("new", "Makes a pair of keys on the curve P-256.") { path };
        tool.Set(create, (result, output, _) =>
        {
            var (own, open) = Keys.Create(result.GetValue(path)!);
            if (!output.TryWriteJson(new { privateKey = own, publicKey = open }))
            {
                output.WriteLine($"{own}  signs libraries: keep it secret");
                output.WriteLine($"{open}  goes into Hotpatch:Trust:PublicKeys of the programs");
            }

            return Task.CompletedTask;
        });
        return new Command("keys", "Keys that sign patch libraries.") { create };
    }

    public static Command Weave(ToolCommand tool)
    {
        var input = new Argument<FileInfo>("IN.dll") { Description = "The assembly." };
        var target = new Option<FileInfo>("--output", "-o") { Description = "The file for the woven assembly.", Required = true };
        var scope = new Option<string?>("--scope") { Description = "Which methods become patchable: All, Public, or those that are marked." };
        var configuration = new Option<FileInfo?>("--config") { Description = "A FodyWeavers.xml with a <Hotpatch /> element." };
        var references = new Option<string[]>("--reference", "-r") { Description = "An assembly, or a folder with assemblies, that the input references. The folder of the input and .NET's own are known.", AllowMultipleArgumentsPerToken = true };
        var command = new Command("weave", "Makes the methods of an assembly patchable, as a build with Hotpatch.Fody does.") { input, target, scope, configuration, references };
        tool.Set(command, (result, output, _) =>
        {
            var element = ConfigurationOf(result.GetValue(configuration), result.GetValue(scope));
            var woven = HotpatchWeaver.Weave(Existing(result.GetValue(input)!), result.GetValue(target)!.FullName, new HotpatchWeaverOptions
            {
                Configuration = element,
                ConfigurationPlace = result.GetValue(configuration)?.FullName ?? "the command line",
                References = [.. result.GetValue(references) ?? [], .. KnownReferences()],
            });
            if (!output.TryWriteJson(new { woven.WovenMethods, woven.CalledMethods, problems = woven.Problems.Select(problem => problem.ToString()) }))
            {
                foreach (var problem in woven.Problems)
                    output.WriteLine(problem.ToString()!);

                if (!woven.HasErrors)
                    output.WriteLine($"{Texts.Count(woven.WovenMethods, "patchable method")} in {result.GetValue(target)!.FullName}");
            }

            return woven.HasErrors ? throw new ToolException(ExitCode.Refused, $"{result.GetValue(input)} was not woven: {woven.Problems.Count} problems.") : Task.CompletedTask;
        });
        return command;
    }

    private static XElement ConfigurationOf(FileInfo? file, string? scope)
    {
        var element = new XElement("Hotpatch");
        if (file is not null)
        {
            try
            {
                var root = XDocument.Load(Existing(file)).Root!;
                element = root.Name.LocalName == "Hotpatch" ? root : root.Element("Hotpatch") ?? throw new ToolException(ExitCode.Usage, $"An element <Hotpatch /> was expected in {file}, but there is none.");
            }
            catch (XmlException exception)
            {
                throw new ToolException(ExitCode.Usage, $"{file}: {exception.Message}");
            }
        }

        if (scope is not null)
            element.SetAttributeValue("Scope", scope);

        return element;
    }

    // The tool brings the runtime that woven assemblies reference.
    private static IEnumerable<string> KnownReferences()
    {
        yield return AppContext.BaseDirectory;
        var shared = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        yield return shared;
        var aspNet = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(shared))!, "Microsoft.AspNetCore.App", Path.GetFileName(shared));
        if (Directory.Exists(aspNet))
            yield return aspNet;
    }

    private static string Existing(FileInfo file)
        => file.Exists ? file.FullName : throw new ToolException(ExitCode.Usage, $"A file was expected at {file.FullName}, but there is none.");
}
