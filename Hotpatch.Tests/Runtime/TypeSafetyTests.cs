using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Runtime;

/// <summary>On a typed handle, a replacement that does not fit does not compile.</summary>
public class TypeSafetyTests
{
    [TestCase("handle.Patch((a, b) => a + b)")]
    [TestCase("handle.Patch(Fits)")]
    [TestCase("handle.PatchScoped((a, b) => a + b)")]
    [TestCase("((PatchHandle)handle).Patch((string text) => text)")]
    public void Compiles(string statement) => Assert.That(Compiled.Errors(Source(statement)), Is.Empty);

    [TestCase("handle.Patch((string text) => text)")]
    [TestCase("handle.Patch((int a, int b) => 1L)")]
    [TestCase("handle.Patch(DoesNotFit)")]
    [TestCase("handle.PatchScoped((int a) => a)")]
    [TestCase("handle.Patch((System.Delegate)null!)")]
    public void Does_not_compile(string statement) => Assert.That(Compiled.Errors(Source(statement)), Is.Not.Empty);

    private static string Source(string statement)
        => $$"""
            using Hotpatch;
            public static class Calculator
            {
                [Patchable] public static int Add(int a, int b) => a + b;
                private static int Fits(int a, int b) => a;
                private static int DoesNotFit(int a) => a;
                public static void Use()
                {
                    var handle = Patchable.For(Add);
                    {{statement}};
                }
            }
            """;
}
