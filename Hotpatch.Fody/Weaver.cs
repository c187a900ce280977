using System.Xml.Linq;
using Hotpatch.Fody.Calls;
using Hotpatch.Fody.Configuration;
using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Handles;
using Hotpatch.Fody.Languages;
using Hotpatch.Fody.Manifest;
using Hotpatch.Fody.Metadata;
using Hotpatch.Fody.Selection;
using Hotpatch.Fody.Symbols;
using Hotpatch.Fody.Weaving;
using Mono.Cecil;

namespace Hotpatch.Fody;

/// <summary>Makes the marked methods of a module patchable. <see cref="ModuleWeaver"/> and <see cref="HotpatchWeaver"/> read and write the module.</summary>
internal static class Weaver
{
    /// <summary>Weaves a module in memory. Read its symbols first if it has some, and write it afterwards.</summary>
    /// <param name="module">The module to weave.</param>
    /// <param name="configuration">The <c>&lt;Hotpatch /&gt;</c> element of FodyWeavers.xml.</param>
    /// <param name="resolveAssembly">Finds a referenced assembly by its simple name; returns null if there is none.</param>
    /// <param name="log">Receives each log entry as soon as it exists.</param>
    /// <param name="configurationPlace">The place of the configuration, for messages.</param>
    /// <param name="optionalCalls">Patterns of more calls that become patchable.</param>
    /// <returns>The number of woven methods, and the problems. Every exception during weaving becomes an error among them.</returns>
    public static WeavingResult Weave(
        ModuleDefinition module,
        XElement configuration,
        Func<string, AssemblyDefinition?> resolveAssembly,
        Action<LogEntry> log,
        string configurationPlace = WeaverConfig.ProjectFile,
        IReadOnlyList<string>? optionalCalls = null)
    {
        var weaverLog = new WeaverLog(log);
        var woven = (Methods: 0, Calls: 0);
        Failures.Log(weaverLog, module, () => woven = Weave(module, WeaverConfig.Read(configuration, configurationPlace) with { OptionalCalls = WeaverConfig.PatternsOf(optionalCalls) }, resolveAssembly, weaverLog));
        return new WeavingResult(woven.Methods, weaverLog.Problems) { CalledMethods = woven.Calls };
    }

    private static (int Methods, int Calls) Weave(ModuleDefinition module, WeaverConfig config, Func<string, AssemblyDefinition?> resolveAssembly, WeaverLog log)
    {
        SymbolPath.Keep(module);
        ModuleRules.Check(module);
        if (NotWoven.PropertyOf(module.Assembly) is { } property)
        {
            log.Info($"Nothing was made patchable: the project sets {property}.");
            return (0, 0);
        }

        var selection = PatchableMethods.Select(module, config, log);
        var declared = HandleDeclarations.Find(module, log);
        var wanted = WantedCalls.Of(module, config, log);
        var calls = CallSearch.Find(module, wanted, log);
        var declaredCalls = DeclaredCalls.Find(module);
        MissingCalls.Report(module, wanted, calls, log);

        // Every refusal is known before the module is changed, so that a failed build has woven nothing.
        if (log.HasErrors)
            return (0, 0);

        if (selection.Count + calls.Count + declaredCalls.Count == 0)
        {
            ReportNothing(config, log);
            return (0, 0);
        }

        CopiedBodies.Report(module, selection, log);
        if (selection.Count > 0)
            MissingHandles.Report(module, selection, declared, log);

        var runtime = RuntimeContract.Require(module, resolveAssembly);
        var framework = new FrameworkTypes(module, resolveAssembly);
        var stubs = CallRewriting.Run(module, framework, calls, declaredCalls);
        var context = WeavingContext.Of(module, framework, runtime, declared.With(module, stubs));
        var types = selection.Concat(stubs.Select(SelectedType.Of)).Select(type => new TypeWeaver(context, type).Weave()).ToArray();
        ManifestWriter.Write(context, types);
        HandleAccessor.FillAll(context, types);

        var callCount = stubs.Sum(type => type.Stubs.Count);
        var count = types.Sum(type => type.MethodCount) - callCount;
        log.Info(count == 1 ? "1 method was made patchable." : $"{count} methods were made patchable.");
        if (calls.Count > 0)
            log.Info($"{Counted(calls.Count, "call")} of {Counted(callCount, "method")} of other assemblies {(calls.Count == 1 ? "was" : "were")} made patchable.");

        return (count, callCount);
    }

    // A scope alone may cover nothing, as in a project of interfaces. Patterns name methods, so somebody expects handles.
    private static void ReportNothing(WeaverConfig config, WeaverLog log)
    {
        if (config is not { Place: WeaverConfig.ProjectFile, Include.Count: > 0 })
            return;

        log.Warning(
            ErrorCode.NothingCovered,
            $"The patterns in {config.Place} make no method patchable. A method that Include matches and Exclude doesn't, that has a body, and that is not marked [NotPatchable], was expected. Correct the patterns.");
    }

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
