using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>Replacements that are written like the method cause no warning, although no lambda has the method's attributes for flow analysis.</summary>
public class NaturalReplacementTests
{
    [TestCase("bool M(string s, [NotNullWhen(true)] out string? r)", "M", "(string s, out string? r) => { r = null; return false; }")]
    [TestCase("bool M(string s, [NotNullWhen(true)] out string? r)", "M", "(s, out r) => { r = s; return true; }")]
    [TestCase("bool M(string s, [MaybeNullWhen(false)] out string r)", "M", "(string s, out string? r) => { r = null; return false; }")]
    [TestCase("bool M<T>(string s, [MaybeNullWhen(false)] out T r)", "M<string>()", "(string s, out string? r) => { r = null; return false; }")]
    [TestCase("bool M<T>(string s, [MaybeNullWhen(false)] out T r)", "M<int>()", "(string s, out int r) => { r = 1; return false; }")]
    [TestCase("void M([MaybeNull] out string r)", "M", "(out string? r) => r = null")]
    [TestCase("void M([NotNull] ref string? r)", "M", "(ref string? r) => r = null")]
    [TestCase("void M([NotNull] ref string? r)", "M", "(ref string? r) => C.Patches.M.Original(ref r)")]
    [TestCase("void M([AllowNull] ref string r)", "M", "(ref string r) => r = string.Empty")]
    [TestCase("void M([DisallowNull] ref string? r)", "M", "(ref string? r) => r = null")]
    [TestCase("[return: NotNullIfNotNull(nameof(s))] string? M(string? s, ref int x)", "M", "string? (string? s, ref int x) => null")]
    [TestCase("[return: MaybeNull] string M(ref int x)", "M", "(ref int x) => null")]
    [TestCase("[return: MaybeNull] string M()", "M", "() => null")]
    [TestCase("[return: MaybeNull] T M<T>()", "M<string>()", "() => null")]
    [TestCase("[DoesNotReturn] void M(ref int x)", "M", "(ref int x) => { }")]
    [TestCase("void M([DoesNotReturnIf(true)] bool b, ref int x)", "M", "(bool b, ref int x) => { }")]
    public void Lambda_fits_without_a_warning(string method, string handle, string lambda)
    {
        var source =
            $$"""
            using System.Diagnostics.CodeAnalysis;
            using Hotpatch;

            internal class C
            {
                [Patchable] {{Static(method)}} => throw new System.NotSupportedException();

                internal static void Use()
                {
                    C.Patches.{{handle}}.Patch({{lambda}});
                }
            }
            """;
        var run = GeneratorRun.Of(source);
        Assert.That(run.Warnings, Is.Empty, run.Text);
    }

    [TestCase(LanguageVersion.CSharp9, "out T? r", "[")]
    [TestCase(LanguageVersion.CSharp8, "[global::System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T r", "T?")]
    public void Versions_without_nullable_type_parameters_keep_the_attribute(LanguageVersion version, string expected, string unexpected)
    {
        var run = GeneratorRun.Of(
            "using Hotpatch; using System.Diagnostics.CodeAnalysis; internal class C { [Patchable] public static bool M<T>([MaybeNullWhen(false)] out T r) { r = default; return false; } }",
            version);
        var declaration = run.Text.Split('\n').Single(line => line.Contains("delegate ", StringComparison.Ordinal));
        Assert.That(declaration, Does.Contain(expected).And.Not.Contain(unexpected));
        Assert.That(run.Warnings, Is.Empty);
    }

    private static string Static(string method)
        => method.StartsWith('[') ? method.Insert(method.IndexOf(']', StringComparison.Ordinal) + 2, "public static ") : "public static " + method;
}
