using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Mono.Cecil;

namespace Hotpatch.Tests.Perverse;

/// <summary>Modules that hold nothing to weave are left or refused, and say why.</summary>
public class ModuleKindTests
{
    private const string Source = "using Hotpatch; public class C { [Patchable] public static int M(int a) => a + 1; [Patchable] public extern int E(); }";

    [Test]
    public void Reference_assembly_of_the_compiler()
    {
        using var folder = new TempFolder();
        var path = folder.PathOf("Snippet.dll");
        var options = new EmitOptions(metadataOnly: true, includePrivateMembers: false);
        using (var file = File.Create(path))
            Assert.That(Compilation(OutputKind.DynamicallyLinkedLibrary).Emit(file, options: options).Success, Is.True);

        Assert.That(Messages(path), Is.EqualTo(new[]
        {
            "HP0009: Snippet is a reference assembly, whose methods have no bodies. Weave the assembly that runs.",
        }));
    }

    [Test]
    public void Reference_assembly_without_any_bodies()
    {
        var errors = StrangeAssembly.Refuse(
            Source,
            module =>
            {
                var references = ReferenceList.OfFixture("Debug");
                var attribute = references.TryResolve("System.Runtime")!.MainModule.GetType("System.Runtime.CompilerServices.ReferenceAssemblyAttribute");
                module.Assembly.CustomAttributes.Add(
                    new CustomAttribute(module.ImportReference(attribute.Methods.Single(method => method.IsConstructor && !method.HasParameters))));
                foreach (var method in module.GetType("C").Methods)
                    method.Body = null;
            });

        Assert.That(errors.Select(error => error.Message[..6]), Is.EqualTo(new[] { "HP0009" }));
    }

    [Test]
    public void The_targeting_pack()
    {
        var path = ReferenceList.OfFixture("Debug").Paths.Single(path => Path.GetFileName(path) == "System.Runtime.dll");
        Assert.That(Messages(path).Single(), Does.StartWith("HP0009: System.Runtime is a reference assembly"));
    }

    [Test]
    public void Module_without_assembly()
    {
        using var folder = new TempFolder();
        var path = folder.PathOf("Snippet.netmodule");
        Assert.That(Compilation(OutputKind.NetModule).Emit(path).Success, Is.True);

        Assert.That(Messages(path), Is.EqualTo(new[]
        {
            "HP0020: Snippet.netmodule is a module without an assembly, so nothing could mark it as woven. Compile its source into an assembly.",
        }));
    }

    [Test]
    public void Assembly_with_a_second_module()
    {
        // Only .NET Framework loads it; the manifest's module is woven, the other is not looked at.
        using var folder = new TempFolder();
        var path = folder.PathOf("Snippet.dll");
        Compilation(OutputKind.DynamicallyLinkedLibrary).Emit(path);
        using var module = ModuleDefinition.ReadModule(path, new ReaderParameters { AssemblyResolver = ReferenceList.OfFixture("Debug") });
        module.ModuleReferences.Add(new ModuleReference("Second.netmodule"));
        module.Types.Single(type => type.Name == "C").Methods.Remove(module.GetType("C").Methods.Single(method => method.Name == "E"));

        var run = WeaverRun.Execute(module, ReferenceList.OfFixture("Debug"));
        Assert.That(run.Errors, Is.Empty);
        Assert.That(run.Infos, Has.Some.EqualTo("1 method was made patchable."));
    }

    [TestCase("<Hotpatch/>")]
    [TestCase("<Hotpatch Scope='All'/>")]
    public void Empty_assembly_is_left_as_it_was(string config) => AssertLeft("", config);

    [Test]
    public void Assembly_of_interfaces_delegates_and_enums_is_left_as_it_was()
        => AssertLeft(
            """
            public interface IFirst { int M(); int P { get; set; } event System.Action E; static abstract int S(); }
            public interface ISecond<T> : IFirst { new T M(); }
            public delegate int D(ref int a);
            public delegate T D<T>(T a);
            public enum E { A, B }
            public static class Constants { public const int One = 1; }
            """,
            "<Hotpatch Scope='All'/>");

    private static void AssertLeft(string source, string config)
    {
        using var folder = new TempFolder();
        var plain = Compiled.ToFolder(folder.FullName, source);
        var run = WeaverRun.Execute(plain, folder.PathOf("woven", "Snippet.dll"), ReferenceList.OfFixture("Debug"), config);
        using var before = ModuleDefinition.ReadModule(plain);
        using var after = ModuleDefinition.ReadModule(run.Output);
        Assert.Multiple(() =>
        {
            Assert.That(run.Errors, Is.Empty);
            Assert.That(after.GetTypes().Select(type => type.FullName), Is.EqualTo(before.GetTypes().Select(type => type.FullName)));
            Assert.That(after.AssemblyReferences.Select(name => name.Name), Is.EqualTo(before.AssemblyReferences.Select(name => name.Name)));
            Assert.That(after.Assembly.CustomAttributes, Has.Count.EqualTo(before.Assembly.CustomAttributes.Count));
        });
    }

    private static IEnumerable<string> Messages(string path)
    {
        var references = ReferenceList.OfFixture("Debug");
        using var module = ModuleDefinition.ReadModule(path, new ReaderParameters { AssemblyResolver = references, InMemory = true });
        return WeaverRun.Execute(module, references).Errors.Select(error => error.Message);
    }

    private static CSharpCompilation Compilation(OutputKind kind)
        => CSharpCompilation.Create(
            "Snippet",
            [CSharpSyntaxTree.ParseText(Source)],
            ReferenceList.OfFixture("Debug").Paths.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(kind));
}
