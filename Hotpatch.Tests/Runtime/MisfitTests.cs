using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Runtime;

/// <summary>On a typed handle, a replacement that doesn't fit is an error when the program is compiled, whatever member it is given to.</summary>
public class MisfitTests
{
    private const string Options = "new PatchOptions { Owner = \"me\" }";

    [TestCase("handle.Patch({0})")]
    [TestCase("handle.Patch({0}, " + Options + ")")]
    [TestCase("handle.Patch({0}, TimeSpan.Zero)")]
    [TestCase("handle.PatchAsync({0})")]
    [TestCase("handle.TryPatch({0})")]
    [TestCase("handle.ForcePatch({0})")]
    [TestCase("handle.PatchScoped({0})")]
    [TestCase("handle.PatchScoped({0}, " + Options + ")")]
    [TestCase("handle.PatchScoped({0}, TimeSpan.Zero)")]
    [TestCase("handle.PatchFlow({0})")]
    [TestCase("handle.PatchFlow({0}, \"me\")")]
    [TestCase("handle.PatchFlow({0}, owner: null)")]
    [TestCase("handle.PatchInstance(\"x\", {0})")]
    [TestCase("handle.PatchInstance(\"x\", {0}, " + Options + ")")]
    [TestCase("handle.Canary(0.5, {0})")]
    [TestCase("handle.Canary(0.5, {0}, " + Options + ")")]
    [TestCase("handle.PatchWhen((self, n) => n > 1, {0})")]
    [TestCase("handle.PatchWhen((self, n) => n > 1, {0}, " + Options + ")")]
    [TestCase("handle.PatchWhenArguments(arguments => arguments.Count > 1, {0})")]
    [TestCase("handle.PatchWhenArguments(arguments => arguments.Count > 1, {0}, " + Options + ")")]
    [TestCase("handle.CanaryByArguments(0.5, {0}, arguments => arguments[0])")]
    [TestCase("handle.CanaryByArguments(0.5, {0}, arguments => arguments[0], " + Options + ")")]
    [TestCase("handle.Shadow({0}, report => { })")]
    [TestCase("handle.Shadow({0}, report => { }, new ShadowOptions())")]
    public void What_fits_compiles_and_what_does_not_fit_says_so(string call)
    {
        foreach (var fitting in new[] { "(self, n) => 1", "(string self, int n) => 1", "Fits", "fits" })
            Assert.That(Errors(call, fitting), Is.Empty, fitting);

        // CS1929 is about the handle: with a condition without types of its own, the compiler doesn't get as far as the replacement.
        foreach (var misfit in new[] { "() => 1", "(int n) => 1", "(string self, int n) => \"\"", "Other", "other", "(Delegate)fits" })
            Assert.That(Errors(call, misfit), Is.EqualTo(new[] { "CS0619" }).Or.EqualTo(new[] { "CS1929" }), misfit);
    }

    private static IEnumerable<string> Errors(string call, string replacement)
        => Compiled.Errors(
            $$"""
            using System;
            using Hotpatch;

            public class Uses
            {
                public void Use(PatchHandle<Func<string, int, int>> handle, Func<string, int, int> fits, Action<int> other)
                {
                    {{call.Replace("{0}", replacement, StringComparison.Ordinal)}};
                }

                private static int Fits(string self, int n) => n;

                private static string Other(int n) => "";
            }
            """);
}
