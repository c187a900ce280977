using Hotpatch.Fody.Configuration;
using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Files;
using Hotpatch.Fody.Metadata;
using Hotpatch.Fody.Selection;

namespace Hotpatch.Fody;

/// <summary>Weaves assembly files: what Fody does in a build, for any assembly.</summary>
public static class HotpatchWeaver
{
    private const string ElementName = "Hotpatch";

    /// <summary>
    /// Reads an assembly and its symbols, makes its methods patchable, and writes the result with its symbols. Portable and embedded symbols are kept; Windows
    /// PDB files and symbols of another build are left out. The same input and options give the same bytes. The output has a module version of its own,
    /// so that a debugger tells it from the input.
    /// </summary>
    /// <param name="input">The path of the assembly.</param>
    /// <param name="output">The path for the woven assembly; its folder is created. It may be the path of the input.</param>
    /// <param name="options">The configuration, and the references.</param>
    /// <returns>
    /// The number of woven methods, and the problems. Every failure that the input or a path causes is an error among them. If there is an error, no file is
    /// left at <paramref name="output"/>, unless it is the input.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="input"/> or <paramref name="output"/> is empty.</exception>
    public static WeavingResult Weave(string input, string output, HotpatchWeaverOptions options)
    {
        RequirePath(input, nameof(input));
        RequirePath(output, nameof(output));
        if (options is null)
            throw new ArgumentNullException(nameof(options));

        var write = options.Log ?? (static _ => { });
        var log = new WeaverLog(write);
        var target = new OutputFile(output);
        var woven = new WeavingResult(0, []);
        Failures.Log(log, Path.GetFileName(input), () => woven = Weave(input, target, options, log));
        if (log.HasErrors && !target.Is(input))
            Failures.Log(log, Path.GetFileName(output), target.Delete);

        return new WeavingResult(log.HasErrors ? 0 : woven.WovenMethods, log.Problems) { CalledMethods = log.HasErrors ? 0 : woven.CalledMethods };
    }

    private static void RequirePath(string path, string parameter)
    {
        if (path is null)
            throw new ArgumentNullException(parameter);
        if (path.Length == 0)
            throw new ArgumentException("A path was expected, but an empty text was found.", parameter);
    }

    private static WeavingResult Weave(string input, OutputFile output, HotpatchWeaverOptions options, WeaverLog log)
    {
        // Fody and MSBuild choose the element by its name. Here, another one is a mistake of the caller.
        if (options.Configuration.Name.LocalName != ElementName)
            throw new ConfigurationException($"<{options.Configuration.Name}> in {options.ConfigurationPlace} is no configuration of the weaver: <{ElementName}> was expected.");

        using var references = new ReferenceFiles([.. options.References, Path.GetDirectoryName(Path.GetFullPath(input))!]);
        using var file = InputFile.Read(input, references, log);
        if (file.Module.Assembly?.Name.Name == KnownNames.Runtime.Assembly)
            throw new HotpatchWeavingException(ErrorCode.WovenReferenceFailed, $"{KnownNames.Runtime.Assembly} can't be woven: woven code calls it. Weave another assembly.");

        if (options.WeaveSwitchedOff && file.Module.Assembly is { } assembly)
            NotWoven.Forget(assembly);

        if (ReadyToRun.Drop(file.Module, input))
            log.Info($"{Path.GetFileName(input)} was compiled with ReadyToRun. The woven assembly has only its IL, which the JIT compiles at run time.");

        var key = SigningKey.Read(options.KeyFile, file.Module);
        var result = Weaver.Weave(file.Module, options.Configuration, references.Find, log.Add, options.ConfigurationPlace, options.OptionalCalls);
        if (!log.HasErrors)
            output.Write(file, key);

        return result;
    }
}
