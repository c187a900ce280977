using System.Reflection;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.Weaving;

/// <summary>What a program starts with: Main, top-level statements and their local functions, module initialisers.</summary>
[TestFixture("Debug")]
[TestFixture("Release")]
public class ProgramTests(string configuration)
{
    [Test]
    public void Main()
    {
        var program = Program("public static class Program { [Hotpatch.Patchable] public static int Main(string[] args) => int.Parse(args[0]) + 1; }");
        var main = Patchable.For<Func<string[], int>>(program.EntryPoint!.DeclaringType!, "Main");
        Assert.That(Run(program, "4"), Is.EqualTo(5));
        Assert.That(() => Run(program, "x"), Throws.InstanceOf<FormatException>());

        main.Patch(args => main.Original([args[0] + "0"]) * 2);
        Assert.That(Run(program, "4"), Is.EqualTo(82));
        Assert.That(() => Run(program, "x"), Throws.InstanceOf<FormatException>());
        main.Patch(_ => throw new NotSupportedException());
        Assert.That(() => Run(program, "4"), Throws.InstanceOf<NotSupportedException>());

        main.Restore();
        Assert.That(Run(program, "4"), Is.EqualTo(5));
        Assert.That(main.Method, Is.EqualTo(program.EntryPoint), "the entry point is the stub");
    }

    [Test]
    public void Async_Main()
    {
        var program = Program(
            """
            using System.Threading.Tasks;
            public static class Program
            {
                [Hotpatch.Patchable] public static async Task<int> Main(string[] args) { await Task.Yield(); return int.Parse(args[0]) + 1; }
            }
            """);
        var main = Patchable.For<Func<string[], Task<int>>>(program.EntryPoint!.DeclaringType!, "Main");
        Assert.That(Run(program, "4"), Is.EqualTo(5));

        main.Patch(async args => await main.Original(args) * 10);
        Assert.That(Run(program, "4"), Is.EqualTo(50));
        Assert.That(() => Run(program, "x"), Throws.InstanceOf<FormatException>());
        main.Restore();
        Assert.That(Run(program, "4"), Is.EqualTo(5));
    }

    [Test]
    public void Local_functions_of_top_level_statements()
    {
        var program = Program(
            """
            using Hotpatch;
            var start = int.Parse(args[0]);
            return Static(start) + Capturing(1);
            [Patchable] static int Static(int value) => value < 0 ? throw new System.ArgumentException("negative") : value * 10;
            [Patchable] int Capturing(int value) => value + start;
            """);
        var handles = Patchable.In(program);
        Assert.That(handles.Select(handle => handle.HasOriginal), Is.EqualTo(new[] { true, false }), "captured variables are not passed");
        var fixedFunction = (PatchHandle<Func<int, int>>)handles[0];
        var capturing = (PatchHandle<Func<int, int>>)handles[1];
        Assert.That(Run(program, "4"), Is.EqualTo(45));
        Assert.That(() => Run(program, "-1"), Throws.ArgumentException);

        fixedFunction.Patch(value => fixedFunction.Original(value + 1) * 10);
        capturing.Patch(value => value * 1000);
        Assert.That(Run(program, "4"), Is.EqualTo(1500));
        Assert.That(() => Run(program, "-2"), Throws.ArgumentException);

        fixedFunction.Restore();
        capturing.Restore();
        Assert.That(Run(program, "4"), Is.EqualTo(45));
    }

    [Test]
    public void Module_initialisers_run_once_and_are_patched_for_later_calls()
    {
        var assembly = WovenSource.Load(
            """
            namespace Fixtures;
            public static class Start
            {
                public static int Runs;
                [Hotpatch.Patchable, System.Runtime.CompilerServices.ModuleInitializer] internal static void Initialise() => Runs++;
                public static int Again() { Initialise(); return Runs; }
            }
            """,
            configuration);
        var handle = Patchable.For<Action>(assembly.Type("Start"), "Initialise");
        Assert.That(assembly.Call("Start.Again"), Is.EqualTo(2), "once when the module was loaded, once now");

        handle.Patch(() =>
        {
            handle.Original();
            handle.Original();
        });
        Assert.That(assembly.Call("Start.Again"), Is.EqualTo(4));
        handle.Patch(() => throw new NotSupportedException());
        Assert.That(() => assembly.Call("Start.Again"), Throws.InstanceOf<NotSupportedException>());
        handle.Restore();
        Assert.That(assembly.Call("Start.Again"), Is.EqualTo(5));
    }

    private Assembly Program(string source) => WovenSource.Load(source, configuration, kind: OutputKind.ConsoleApplication).Assembly;

    private static object? Run(Assembly program, string argument)
        => program.EntryPoint!.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, [new[] { argument }], culture: null);
}
