using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>Projects that reference one with handles see them in its reference assembly, which is made before weaving.</summary>
[Parallelizable(ParallelScope.Children)]
public class ReferencedHandleTests
{
    private const string Library =
        """
        using Hotpatch;

        namespace Shop
        {
            public class Service
            {
                [Patchable] public int Run(int a) { return a; }
                [Patchable] public bool TryRead(string text, out int value) { value = 1; return true; }
                [Patchable] internal void Hidden() { }
                [Patchable] private void Secret() { }
            }

            public class Box<T> { [Patchable] public T Get(T value) { return value; } }

            internal class Inner { [Patchable] public void Run() { } }
        }
        """;

    [TestCase("Service.Patches.Run.Patch((self, a) => a + 1)")]
    [TestCase("Service.Patches.TryRead.Patch((Service self, string text, out int value) => { value = 2; return false; })")]
    [TestCase("Box<int>.Patches.Get.Patch((self, value) => value)")]
    [TestCase("AllBoxPatches.Get.Restore()")]
    [TestCase("new ServicePatches().Run.Patch((self, a) => a + 1)", LanguageVersion.CSharp14, LanguageVersion.CSharp7_3)]
    [TestCase("default(BoxPatches<int>).Get.Restore()", LanguageVersion.CSharp14, LanguageVersion.CSharp13)]
    [TestCase("ServicePatches.Run.Patch((self, a) => a + 1)", LanguageVersion.CSharp13, LanguageVersion.CSharp14)]
    [TestCase("ServicePatches.Run.Patch((self, a) => a + 1)", LanguageVersion.CSharp7_3, LanguageVersion.CSharp7_3)]
    [TestCase("BoxPatches<int>.Get.Restore()", LanguageVersion.CSharp10, LanguageVersion.CSharp13)]
    public void Handle_is_seen(
        string use, LanguageVersion library = LanguageVersion.CSharp14, LanguageVersion consumer = LanguageVersion.CSharp14)
        => Assert.That(Errors(use, library, consumer), Is.Empty);

    [TestCase("Service.Patches.Hidden.Restore()", "CS1061")]
    [TestCase("Service.Patches.Secret.Restore()", "CS1061")]
    [TestCase("ServicePatches.Hidden.Restore()", "CS0117", LanguageVersion.CSharp13)]
    [TestCase("InnerPatches.Run.Restore()", "CS0122", LanguageVersion.CSharp13)]
    public void Handle_of_what_is_not_public_is_not_seen(string use, string expected, LanguageVersion library = LanguageVersion.CSharp14)
        => Assert.That(Errors(use, library, LanguageVersion.CSharp14), Is.EqualTo(new[] { expected }));

    private static IEnumerable<string> Errors(string use, LanguageVersion library, LanguageVersion consumer)
    {
        var run = GeneratorRun.Of(Library, library);
        using var reference = new MemoryStream();
        Assert.That(run.After.Emit(reference, options: new EmitOptions(metadataOnly: true, includePrivateMembers: false)).Success, Is.True);

        var tree = CSharpSyntaxTree.ParseText($"using Shop; public static class Uses {{ public static void Use() {{ {use}; }} }}", GeneratorRun.Parsing(consumer));
        return CSharpCompilation.Create(
                "Consumer",
                [tree],
                run.Before.References.Append(MetadataReference.CreateFromImage(reference.ToArray())),
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.Id);
    }
}
