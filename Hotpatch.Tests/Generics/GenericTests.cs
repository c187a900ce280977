using System.Reflection;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Mono.Cecil;

namespace Hotpatch.Tests.Generics;

/// <summary>
/// Generic methods and types. The checks in the folder Checks are compiled against the fixture and run beside the woven one, so that they
/// are written as users write such code.
/// </summary>
public class GenericTests(string configuration) : WovenFixtureTests(configuration)
{
    private const string ChecksName = "GenericChecks";
    private static readonly TempFolder Folder = new();
    private static readonly Lazy<string> Checks = new(Compile);

    public static IEnumerable<string> Names
    {
        get
        {
            using var module = ModuleDefinition.ReadModule(Checks.Value);
            return
            [
                .. module.Types.Where(type => type.Name.EndsWith("Checks", StringComparison.Ordinal))
                    .SelectMany(type => type.Methods)
                    .Where(method => method is { IsPublic: true, IsStatic: true, HasParameters: false })
                    .Select(method => $"{method.DeclaringType.Name}.{method.Name}"),
            ];
        }
    }

    /// <summary>For the end of all tests.</summary>
    internal static void CleanUp() => Folder.Dispose();

    [TestCaseSource(nameof(Names))]
    public void Check(string name)
    {
        var checks = Fixture.LoadBeside(Checks.Value);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var check = checks.GetType($"{ChecksName}.{name[..dot]}", throwOnError: true)!.GetMethod(name[(dot + 1)..])!;
        Assert.That(() => check.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null), Throws.Nothing);
    }

    /// <summary>In an assembly of its own, since names are looked up in all that are loaded.</summary>
    [Test]
    public void Names_find_generic_methods_and_their_instantiations()
    {
        using var folder = new TempFolder();
        const string Source =
            """
            namespace Named
            {
                using Hotpatch;
                [Patchable] public class Case<T> { public T Get(T value) => value; public string Name() => ""; public string Name(T value) => ""; }
                [Patchable] public static class Tools { public static T Echo<T>(T value) => value; public static T Echo<T>(T[] value) => value[0]; public static T One<T>() => default!; }
            }
            """;
        var name = "Named" + Configuration;
        var run = WeaverRun.Succeed(
            Compiled.ToFolder(folder.FullName, Source.Replace("Named", name, StringComparison.Ordinal), name), folder.PathOf("woven", name + ".dll"), ReferenceList.OfFixture("Debug"));
        LoadedAssembly.Load(run.Output);
        Assert.Multiple(() =>
        {
            Assert.That(Patchable.ForAll($"{name}.Case`1.Get").Name, Is.EqualTo($"{name}.Case`1.Get(T)"));
            Assert.That(Patchable.ForAll($"{name}.Case`1.Name()").Name, Is.EqualTo($"{name}.Case`1.Name()"));
            Assert.That(Patchable.ForAll($"{name}.Tools.Echo<T>(T[])").Name, Is.EqualTo($"{name}.Tools.Echo<T>(T[])"));
            Assert.That(Patchable.ForAll($"{name}.Tools.One"), Is.SameAs(Patchable.ForAll($"{name}.Tools.One<T>()")));

            var handle = Patchable.ForAll($"{name}.Case`1.Get").For(typeof(string));
            Assert.That(Patchable.Find($"{name}.Case`1<System.String>.Get(System.String)"), Is.SameAs(handle));
            Assert.That(Patchable.Find($"{name}.Case`1<System.String>.Get"), Is.SameAs(handle));

            Assert.That(
                () => Patchable.ForAll($"{name}.Case`1.Get").For(typeof(List<>)),
                Throws.TypeOf<PatchTargetException>().With.Message.Contain("type arguments that make an instantiation of it were expected, but <List<T>> was found"));
        });
        Assert.Multiple(() =>
        {
            Refused($"{name}.Case`1.Name", $"these were found: {name}.Case`1.Name(); {name}.Case`1.Name(T)");
            Refused($"{name}.Tools.Echo", $"these were found: {name}.Tools.Echo<T>(T); {name}.Tools.Echo<T>(T[])");
            Refused($"{name}.Other`1.Get(T)", $"only these were found: {name}.Case`1.Get(T)");
            Refused($"{name}.Case`1.Got", "no patchable method of that name was found");
        });

        static void Refused(string wanted, string expected)
            => Assert.That(() => Patchable.ForAll(wanted), Throws.TypeOf<PatchTargetException>().With.Message.Contain(expected));
    }

    private static string Compile()
    {
        var references = ReferenceList.OfFixture("Release").With(FixtureAssembly.PathOf("Release"));
        return Compiled.ToFolder(
            Folder.FullName, Embedded.Source(ChecksName), ChecksName, references, symbols: null, OptimizationLevel.Release);
    }
}
