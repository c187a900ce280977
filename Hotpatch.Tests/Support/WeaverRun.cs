using System.Xml.Linq;
using Hotpatch.Fody;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Tests.Support;

/// <summary>One run of the weaver over one assembly, with what it logged; reads and writes as Fody does.</summary>
internal sealed class WeaverRun
{
    private readonly List<(string Message, SequencePoint? Point)> _errors = [];
    private readonly List<(string Message, SequencePoint? Point)> _warnings = [];
    private readonly List<string> _infos = [];

    private WeaverRun(string output) => Output = output;

    public string Output { get; }

    public IReadOnlyList<(string Message, SequencePoint? Point)> Errors => _errors;

    public IReadOnlyList<(string Message, SequencePoint? Point)> Warnings => _warnings;

    public IReadOnlyList<string> Infos => _infos;

    /// <summary>Weaves <paramref name="input"/> to <paramref name="output"/>, with symbols where it has some.</summary>
    public static WeaverRun Execute(string input, string output, ReferenceList references, string config = "<Hotpatch/>")
    {
        using var module = ModuleDefinition.ReadModule(input, new ReaderParameters { AssemblyResolver = references, InMemory = true });
        var hasSymbols = TryReadSymbols(module);
        var run = Execute(module, references, config, output);
        Directory.CreateDirectory(Path.GetDirectoryName(output)!);
        module.Write(output, new WriterParameters { WriteSymbols = hasSymbols });
        return run;
    }

    /// <summary>Weaves a module in memory.</summary>
    public static WeaverRun Execute(ModuleDefinition module, ReferenceList references, string config = "<Hotpatch/>", string output = "", params string[] constants)
    {
        var run = new WeaverRun(output);
        var weaver = new ModuleWeaver
        {
            Config = XElement.Parse(config),
            ModuleDefinition = module,
            AssemblyResolver = references,
            ResolveAssembly = references.TryResolve,
            DefineConstants = [.. constants],
        };
#pragma warning disable CS0618 // The delegates are how Fody itself takes what a weaver logs.
        weaver.LogError = message => run._errors.Add((message, null));
        weaver.LogErrorPoint = (message, point) => run._errors.Add((message, point));
        weaver.LogWarning = message => run._warnings.Add((message, null));
        weaver.LogWarningPoint = (message, point) => run._warnings.Add((message, point));
        weaver.LogInfo = run._infos.Add;
        weaver.LogMessage = (message, _) => run._infos.Add(message);
#pragma warning restore CS0618

        weaver.Execute();
        return run;
    }

    /// <summary>As <see cref="Execute(string, string, ReferenceList, string)"/>; the run must be free of errors.</summary>
    public static WeaverRun Succeed(string input, string output, ReferenceList references)
    {
        var run = Execute(input, output, references);
        Assert.That(run.Errors.Select(error => error.Message), Is.Empty);
        return run;
    }

    private static bool TryReadSymbols(ModuleDefinition module)
    {
        try
        {
            module.ReadSymbols();
            return true;
        }
        catch (Exception exception) when (exception is SymbolsNotFoundException or FileNotFoundException)
        {
            return false;
        }
    }
}
