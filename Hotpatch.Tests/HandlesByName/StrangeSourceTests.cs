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

    [TestCase("using Ints = int[]; using Pair = (int A, string B); public class C { /** <summary>See <see cref=\"Ints\"/>, <see cref=\"Pair\">pair</see>.</summary> */ [Hotpatch.Patchable] public void M() { } }")]
    [TestCase("public class C { /** <summary>A <param name=\"x\">b</param> <typeparam name=\"T\">c</typeparam>.</summary> <remarks><param name=\"y\">b</param></remarks> */ [Hotpatch.Patchable] public int M() => 1; }")]
    [TestCase("public class C { /** <param name=\"x\">A <paramref name=\"y\"/> <paramref name=\"x\"/>.</param> */ [Hotpatch.Patchable] public void M(ref int x) { } }")]
    [TestCase("[assembly: System.CLSCompliant(true)] internal class C { [Hotpatch.Patchable] public int M() => 1; internal class D<T> { [Hotpatch.Patchable] public void M(ref T x) { } } }")]
    [TestCase("[assembly: System.CLSCompliant(true)] public partial class C { private class D { } [Hotpatch.Patchable] private void M(D d) { } }")]
    [TestCase("internal class C { [Hotpatch.Patchable] public System.Span<int> M([System.Diagnostics.CodeAnalysis.UnscopedRef] params System.Span<int> x) => x; }")]
    [TestCase("internal class C { [Hotpatch.Patchable] public ref int M([System.Diagnostics.CodeAnalysis.UnscopedRef] out int x) { x = 1; return ref x; } }")]
    [TestCase("[System.Obsolete(\"gone\", true)] internal class C { [Hotpatch.Patchable] public C M(C c) => c; [Hotpatch.Patchable] public C R(ref C c) => c; }")]
    [TestCase("internal class C { [System.Obsolete(\"a\")] public int P { [Hotpatch.Patchable, System.Obsolete(\"b\")] get => 1; } }")]
    [TestCase("#nullable disable\ninternal interface I<in T> { private protected interface J { } [Hotpatch.Patchable] void M() { } }")]
    [TestCase("namespace My.System { internal class Func<T> { } internal class C { [Hotpatch.Patchable] public void M(ref Func<int> f) { } } }")]
    [TestCase("namespace My.Hotpatch { internal class PatchHandle<T> { } internal class C { [global::Hotpatch.Patchable] public void M(PatchHandle<int> f) { } } }")]
    public void Further_handles_compile_without_warnings(string source)
    {
        var run = GeneratorRun.Of("#pragma warning disable CS1591, CS1572, CS1573, CS1587, CS1711, CS1734\n" + source);
        Assert.Multiple(() =>
        {
            Assert.That(run.Warnings.Where(warning => warning.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true), Is.Empty, run.Text);
            Assert.That(run.Result.Diagnostics, Is.Empty);
            Assert.That(run.Files, Is.Not.Empty);
        });
    }

    [TestCase("namespace System { internal class Uri { [Hotpatch.Patchable] public Uri M(Uri u) => u; [Hotpatch.Patchable] public void R(ref Uri u) { } } }")]
    [TestCase("namespace System { internal struct Guid { [Hotpatch.Patchable] public static System.Uri M(Guid g) => null!; internal class C { [Hotpatch.Patchable] public void M(Guid[] g) { } } } }")]
    public void Types_that_are_named_as_referenced_ones_cause_no_warning_in_what_is_generated(string source)
    {
        var run = GeneratorRun.Of(source);
        Assert.Multiple(() =>
        {
            Assert.That(run.WarningsOfBuild.Select(warning => warning.ToString()), Is.SubsetOf(run.Before.GetDiagnostics().Select(warning => warning.ToString())));
            Assert.That(run.Files, Is.Not.Empty);
        });
    }

    [TestCase("[RequiresPreviewFeatures] internal class C { [Patchable] public C M(C c) => c; }")]
    [TestCase("internal class C { [Patchable, RequiresPreviewFeatures] public int M(int c) => c; }")]
    [TestCase("internal class C { [RequiresPreviewFeatures] public int P { [Patchable] get => 1; } }")]
    public void Handles_of_preview_features_are_preview_features(string source)
        => Assert.That(
            GeneratorRun.Of("using Hotpatch; using System.Runtime.Versioning; " + source).Text,
            Does.Contain("[global::System.Runtime.Versioning.RequiresPreviewFeatures]"));

    // Later compilers find the attributes of a primary constructor by name, and earlier ones do not: either way its type is read once.
    [TestCase("[method: Hotpatch.Patchable] internal class C(int a) { [Hotpatch.Patchable] public int M() => a; }", "C")]
    [TestCase("[method: Hotpatch.Patchable] internal struct C(int a) { public int A = a; }", "C")]
    [TestCase("[method: Hotpatch.Patchable] internal record C(int A);", "C")]
    [TestCase("internal record C([property: Hotpatch.Patchable] int A, [property: Hotpatch.Patchable] int B);", "C")]
    [TestCase("internal class C { [method: Hotpatch.Patchable] public event System.Action? A, B; }", "C")]
    public void Mark_of_another_member_than_it_stands_on(string source, string type)
    {
        var run = GeneratorRun.Of(["internal class Other { [Hotpatch.Patchable] public int M() => 1; }", source]);
        Assert.That(run.Files.Keys.Where(file => file.EndsWith(".Patches.g.cs", StringComparison.Ordinal)), Is.EquivalentTo(new[] { "Other.Patches.g.cs", $"{type}.Patches.g.cs" }));
        Assert.That(run.Warnings.Where(warning => warning.Id != "CS0067"), Is.Empty);
    }

    [Test]
    public void A_type_named_Patches_has_a_class_of_handles()
        => Assert.That(
            GeneratorRun.Of("public class Patches { [Hotpatch.Patchable] public static int M() => 1; }", LanguageVersion.CSharp14).Text,
            Does.Contain("public static class PatchesPatches\n").And.Not.Contain("extension("));
}
