using System.Reflection;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Mono.Cecil;

namespace Hotpatch.Tests.Perverse;

/// <summary>A strange assembly, compiled and then changed by hand, woven and loaded.</summary>
internal sealed class StrangeAssembly : IDisposable
{
    private readonly TempFolder _folder;

    private StrangeAssembly(TempFolder folder, Assembly assembly)
    {
        _folder = folder;
        Assembly = assembly;
    }

    public Assembly Assembly { get; }

    /// <summary>Compiles, lets <paramref name="change"/> loose on the result, weaves, checks the structure and loads.</summary>
    public static StrangeAssembly Weave(
        string source,
        Action<ModuleDefinition>? change = null,
        string config = "<Hotpatch/>",
        OptimizationLevel optimization = OptimizationLevel.Debug,
        ReferenceList? references = null)
    {
        references ??= ReferenceList.OfFixture("Debug");
        var folder = new TempFolder();
        var plain = Compiled.ToFolder(folder.PathOf("compiled"), source, references: references, optimization: optimization);
        if (change is not null)
            plain = Change(plain, folder.PathOf("plain", "Snippet.dll"), change, references);

        return WeaveFile(folder, plain, config, references);
    }

    /// <summary>The same for an assembly that is there already, in the given folder.</summary>
    public static StrangeAssembly WeaveFile(TempFolder folder, string plain, string config = "<Hotpatch/>", ReferenceList? references = null)
    {
        references ??= ReferenceList.OfFixture("Debug");
        var run = WeaverRun.Execute(plain, folder.PathOf("woven", Path.GetFileName(plain)), references, config);
        Assert.That(run.Errors.Select(error => error.Message), Is.Empty);
        StructuralChecks.Pass(run.Output, plain, references);
        return new StrangeAssembly(folder, LoadedAssembly.Load(run.Output).Assembly);
    }

    /// <summary>What the weaver says of a compiled and then changed assembly that it shall refuse.</summary>
    public static IReadOnlyList<(string Message, Mono.Cecil.Cil.SequencePoint? Point)> Refuse(
        string source, Action<ModuleDefinition>? change = null, ReferenceList? compileWith = null, ReferenceList? references = null)
    {
        using var folder = new TempFolder();
        references ??= ReferenceList.OfFixture("Debug");
        var plain = Compiled.ToFolder(folder.PathOf("plain"), source, references: compileWith ?? references);
        using var module = ModuleDefinition.ReadModule(plain, new ReaderParameters { AssemblyResolver = references, ReadSymbols = true });
        change?.Invoke(module);
        return WeaverRun.Execute(module, references).Errors;
    }

    /// <summary>Reads an assembly, changes it and writes it elsewhere, symbols included.</summary>
    public static string Change(string input, string output, Action<ModuleDefinition> change, ReferenceList references)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(output)!);
        using var module = ModuleDefinition.ReadModule(input, new ReaderParameters { AssemblyResolver = references, ReadSymbols = true });
        change(module);
        module.Write(output, new WriterParameters { WriteSymbols = true });
        return output;
    }

    public Type Type(string name) => Assembly.GetType(name, throwOnError: true)!;

    /// <summary>Calls a static method of <c>C</c>.</summary>
    public object? Call(string method, params object?[] arguments)
        => Type("C").InvokeMember(
            method,
            BindingFlags.InvokeMethod | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DoNotWrapExceptions,
            binder: null,
            target: null,
            arguments,
            System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The handle whose name begins so; the only one.</summary>
    public PatchHandle Handle(string name)
        => Patchable.In(Assembly).Single(handle => handle.Name.StartsWith(name, StringComparison.Ordinal));

    public void Dispose() => _folder.Dispose();
}
