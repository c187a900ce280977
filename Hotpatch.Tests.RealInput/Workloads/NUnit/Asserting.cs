using NUnit.Framework;

namespace Workload;

/// <summary>Asserts that hold and asserts that do not, outside of any test.</summary>
public sealed class Asserting(Output output)
{
    public void Run()
    {
        foreach (var number in new[] { 0, 1, 5 })
        {
            Try(() => Assert.That(number, Is.EqualTo(1), $"number {number}"));
            Try(() => Assert.That(number == 1));
            Try(() => Assert.That(() => number, Is.GreaterThan(2)));
            Try(() => Assert.That(() => Fail(number), Throws.ArgumentException.With.Property("ParamName").EqualTo("number").And.Message.Contains("1")));
            Try(() => Assert.That(() => Fail(number), Throws.Nothing));
            Try(() => Assert.That(() => Fail(number), Throws.InstanceOf<Exception>().And.InnerException.Null));
            Try(() => Assert.That(async () => await FailLater(number), Throws.Exception));
            Try(() => Assert.Throws<ArgumentException>(() => Fail(number)));
            Try(() => Assert.Catch<SystemException>(() => Fail(number), "caught {0}", number));
            Try(() => Assert.ThrowsAsync<InvalidOperationException>(async () => await FailLater(number)));
            Try(() => Assert.DoesNotThrow(() => Fail(number)));
            Try(() => Assert.Multiple(() =>
            {
                Assert.That(number, Is.Zero);
                Assert.That(number, Is.EqualTo(5));
            }));
            Try(() =>
            {
                using (Assert.EnterMultipleScope())
                {
                    Assert.That(new[] { number, 2 }, Is.EquivalentTo(new[] { 2, 1 }));
                    Assert.That($"{number}", Is.EqualTo("1"));
                }
            });
            Try(() => Warn.If(number, Is.EqualTo(1), "warned"));
            Try(() => Assume.That(number, Is.Not.Zero));
            Try(() => Assert.Pass($"passed {number}"));
            Try(() => Assert.Ignore("ignored"));
            Try(() => Assert.Inconclusive("no conclusion"));
            Try(() => Assert.Fail("failed"));
            Try(() => Assert.That(new[] { 1, number }, Has.Some.Matches<int>(item => item > 4), () => "made late"));
        }
    }

    private static void Fail(int number)
    {
        if (number > 0)
            throw new ArgumentException($"bad {number}", nameof(number));
    }

    private static async Task FailLater(int number)
    {
        await Task.Yield();
        if (number != 1)
            throw new InvalidOperationException($"later {number}");
    }

    private void Try(Action assert)
        => output.Step("assert", () =>
        {
            using (new NUnit.Framework.Internal.TestExecutionContext.IsolatedContext())
                assert();

            return "holds";
        });
}
