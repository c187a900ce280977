using System.Xml.Linq;
using Hotpatch.Fody;
using Hotpatch.Fody.Diagnostics;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Tests.Support;

/// <summary>One run of the weaver over one assembly, and its log. Every test that weaves in the test's process weaves through this class.</summary>
internal sealed class WeaverRun
{
    private readonly List<string> _infos = [];

    private WeaverRun(string output) => Output = output;

    /// <summary>The path of the woven assembly; empty if it was woven in memory.</summary>
    public string Output { get; }

    public IReadOnlyList<(string Message, SequencePoint? Point)> Errors { get; private set; } = [];

    public IReadOnlyList<(string Message, SequencePoint? Point)> Warnings { get; private set; } = [];

    public IReadOnlyList<string> Infos => _infos;

    /// <summary>The number of methods that were made patchable.</summary>
    public int WovenMethods { get; private set; }

    /// <summary>Weaves <paramref name="input"/> to <paramref name="output"/>, with symbols if it has some.</summary>
    public static WeaverRun Execute(string input, string output, ReferenceList references, string config = "<Hotpatch/>")
    {
        var run = new WeaverRun(output);
        var options = new HotpatchWeaverOptions { Configuration = XElement.Parse(config), References = references.Paths, Log = run.Log };
        return run.Take(HotpatchWeaver.Weave(input, output, options));
    }

    /// <summary>Weaves a module in memory, for tests of modules that no file can hold, and of what comes before or after weaving.</summary>
    public static WeaverRun Execute(ModuleDefinition module, ReferenceList references, string config = "<Hotpatch/>")
    {
        var run = new WeaverRun(output: string.Empty);
        return run.Take(Weaver.Weave(module, XElement.Parse(config), references.TryResolve, run.Log));
    }

    /// <summary>Weaves a module in memory as Fody does in a build, for tests of the build's log. The constants carry the project's settings for warnings.</summary>
    public static WeaverRun ExecuteInBuild(ModuleDefinition module, ReferenceList references, string config, params string[] constants)
    {
        var run = new WeaverRun(output: string.Empty);
        List<(string, SequencePoint?)> errors = [], warnings = [];
        var weaver = new ModuleWeaver
        {
            Config = XElement.Parse(config),
            ModuleDefinition = module,
            AssemblyResolver = references,
            ResolveAssembly = references.TryResolve,
            DefineConstants = [.. constants],
        };
#pragma warning disable CS0618 // Fody itself sets these delegates to receive the weaver's log.
        weaver.LogError = message => errors.Add((message, null));
        weaver.LogErrorPoint = (message, point) => errors.Add((message, point));
        weaver.LogWarning = message => warnings.Add((message, null));
        weaver.LogWarningPoint = (message, point) => warnings.Add((message, point));
        weaver.LogInfo = run._infos.Add;
        weaver.LogMessage = (message, _) => run._infos.Add(message);
#pragma warning restore CS0618

        weaver.Execute();
        (run.Errors, run.Warnings) = (errors, warnings);
        return run;
    }

    /// <summary>Weaves <paramref name="input"/> to <paramref name="output"/>. The run must be free of errors.</summary>
    public static WeaverRun Succeed(string input, string output, ReferenceList references)
    {
        var run = Execute(input, output, references);
        Assert.That(run.Errors.Select(error => error.Message), Is.Empty);
        return run;
    }

    private static (string Message, SequencePoint? Point)[] Problems(WeavingResult result, LogLevel level)
        => [.. result.Problems.Where(problem => problem.Level == level).Select(problem => (problem.Text, problem.Place))];

    private WeaverRun Take(WeavingResult result)
    {
        Errors = Problems(result, LogLevel.Error);
        Warnings = Problems(result, LogLevel.Warning);
        WovenMethods = result.WovenMethods;
        return this;
    }

    private void Log(LogEntry entry)
    {
        if (entry.Level == LogLevel.Info)
            _infos.Add(entry.Text);
    }
}
