using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>Source that the compiler takes, but not just any declaration of handles for it.</summary>
public class StrangeSourceTests
{
    [TestCase("public class Patches { [Hotpatch.Patchable] public static int M() => 1; }")]
    [TestCase("public class Outer { public struct Patches<T> { [Hotpatch.Patchable] public static int M() => 1; } }")]
    [TestCase("public unsafe class C { #pragma\n[Hotpatch.Patchable] public string* M(string*[] a) => null; }")]
    [TestCase("public unsafe class C { #pragma\n[Hotpatch.Patchable] public void M<T>(T* a, void* b) { } }")]
    public void Handles_compile_without_warnings(string source)
    {
        var run = GeneratorRun.Of("#pragma warning disable CS1591\n" + source.Replace("#pragma", "\n#pragma warning disable CS8500", StringComparison.Ordinal));
        Assert.That(run.Warnings, Is.Empty);
        Assert.That(run.Files, Is.Not.Empty);
    }

    [Test]
    public void A_type_named_Patches_has_a_class_of_handles()
        => Assert.That(
            GeneratorRun.Of("public class Patches { [Hotpatch.Patchable] public static int M() => 1; }", LanguageVersion.CSharp14).Text,
            Does.Contain("public static class PatchesPatches\n").And.Not.Contain("extension("));
}
