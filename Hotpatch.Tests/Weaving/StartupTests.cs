using System.Reflection;
using System.Runtime.Loader;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.Weaving;

/// <summary>Woven code that is not patched costs nothing at start-up: no type initialiser, no handle, not even the runtime library.</summary>
[TestFixture("Debug")]
[TestFixture("Release")]
public class StartupTests(string configuration)
{
    /// <summary>Calls in the order of the test; what they return, and what has been initialised after each.</summary>
    private static readonly string[] Calls = ["WithInitialiser.Untouched", "WithStaticConstructor.Answer", "WithInitialiser.Touched"];

    private const string Program =
        """
        using System;
        using System.Linq;
        using System.Runtime.CompilerServices;
        using Fixtures;

        Console.WriteLine(Calculator.Add(1, 2));
        Console.WriteLine(Bodies.Factorial(5));
        Console.WriteLine(IsRuntimeLoaded());
        Console.WriteLine(HasHandles());
        Console.WriteLine(IsRuntimeLoaded());

        static bool IsRuntimeLoaded()
            => AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetName().Name == "Hotpatch.Runtime");

        [MethodImpl(MethodImplOptions.NoInlining)]
        static bool HasHandles() => Hotpatch.Patchable.In(typeof(Calculator).Assembly).Count > 0;
        """;

    [Test]
    public void Weaving_runs_no_static_constructor_that_would_not_run()
    {
        using var folder = new TempFolder();
        var plain = Load(FixtureAssembly.PathOf(configuration));
        var woven = Load(Weave(folder));
        Assert.That(RunCalls(woven), Is.EqualTo(RunCalls(plain)));
    }

    [Test]
    public void Handles_patches_and_originals_run_no_static_constructor()
    {
        using var folder = new TempFolder();
        var woven = Load(Weave(folder));
        foreach (var handle in Patchable.In(woven).Where(handle => handle.Name.Contains("With", StringComparison.Ordinal)))
        {
            handle.Patch((Func<int>)(() => -1) is var replacement && handle.Method.IsStatic ? replacement : (Func<object, int>)(_ => -1));
            Assert.That(handle.IsPatched, Is.True);
            handle.Restore();
        }

        Assert.That(Ran(woven), Is.Empty);
    }

    [Test]
    public void A_program_that_asks_for_no_handle_does_not_load_the_runtime()
    {
        // In a process of its own: in this one, a handle over the calls of all assemblies reads each one that is loaded.
        using var folder = new TempFolder();
        Weave(folder);
        var references = ReferenceList.OfFixture(configuration).With(FixtureAssembly.PathOf(configuration));
        var program = Compiled.ToFolder(folder.PathOf("woven"), Program, "Starting", references, kind: OutputKind.ConsoleApplication);
        WovenProgram.MakeRunnable(program);

        var output = ChildProcess.DotNet(folder.PathOf("woven"), program).Succeeded();
        Assert.That(output.Trim().ReplaceLineEndings(" "), Is.EqualTo("3 120 False True True"));
    }

    private string Weave(TempFolder folder)
        => WeaverRun.Succeed(
            FixtureAssembly.PathOf(configuration), folder.PathOf("woven", FixtureAssembly.Name + ".dll"), ReferenceList.OfFixture(configuration)).Output;

    private static Assembly Load(string path) => new AssemblyLoadContext("startup").LoadFromAssemblyPath(path);

    private static string[] RunCalls(Assembly assembly) => [.. Calls.Select(call => $"{Call(assembly, call)}: {string.Join(' ', Ran(assembly))}")];

    private static object? Call(Assembly assembly, string method, params object[] arguments)
    {
        var parts = method.Split('.');
        return assembly.GetType("Fixtures." + parts[0], throwOnError: true)!.GetMethod(parts[1])!.Invoke(null, arguments);
    }

    private static List<string> Ran(Assembly assembly)
        => (List<string>)assembly.GetType("Fixtures.InitialisationLog", throwOnError: true)!.GetField("Ran")!.GetValue(null)!;
}
