using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.Support;

/// <summary>A console program, woven, that a process of its own can run.</summary>
internal static class WovenProgram
{
    /// <summary>Compiles the program with optimizations, and weaves it into the folder <c>woven</c> of a folder.</summary>
    /// <returns>The path of the program.</returns>
    public static string Write(TempFolder folder, string source, string name)
    {
        var references = ReferenceList.OfFixture("Release");
        var plain = Compiled.ToFolder(
            folder.PathOf("plain"), source, name, references, optimization: OptimizationLevel.Release, kind: OutputKind.ConsoleApplication);
        var program = WeaverRun.Succeed(plain, folder.PathOf("woven", name + ".dll"), references).Output;
        MakeRunnable(program);
        return program;
    }

    /// <summary>Puts beside a program what it needs to run.</summary>
    public static void MakeRunnable(string program)
    {
        File.Copy(typeof(PatchHandle).Assembly.Location, Path.Combine(Path.GetDirectoryName(program)!, "Hotpatch.Runtime.dll"));
        File.WriteAllText(
            Path.ChangeExtension(program, ".runtimeconfig.json"),
            $$"""{ "runtimeOptions": { "framework": { "name": "Microsoft.NETCore.App", "version": "{{Environment.Version}}" } } }""");
    }
}
