using NUnit.Framework.Api;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Hotpatch.Tests.Compilers;

/// <summary>The tests of the generator, the analyzers and their fixes pass over every version of the compiler that is supported.</summary>
[Explicit("Tests that need C# 13 or 14 are still to be left out over the oldest compiler.")]
public class CompilerTests
{
    private static IEnumerable<string> Names => Compiler.All.Select(compiler => compiler.Name);

    [TestCaseSource(nameof(Names))]
    public void Tests_pass(string name)
    {
        var tests = new CompilerContext(Compiler.All.Single(compiler => compiler.Name == name)).LoadTests();
        var runner = new NUnitTestAssemblyRunner(new DefaultTestAssemblyBuilder());
        runner.Load(tests, new Dictionary<string, object>(StringComparer.Ordinal) { ["NumberOfTestWorkers"] = 0 });
        var result = runner.Run(TestListener.NULL, new OfGenerator());
        var failed = Leaves(result).Where(leaf => leaf.ResultState.Status == TestStatus.Failed).ToArray();
        Assert.That(Leaves(result).Count(leaf => leaf.ResultState.Status == TestStatus.Passed), Is.Positive);
        Assert.That(failed.Select(leaf => $"{leaf.FullName}: {leaf.Message}"), Is.Empty);
    }

    private static IEnumerable<ITestResult> Leaves(ITestResult result)
        => result.HasChildren ? result.Children.SelectMany(Leaves) : [result];

    private sealed class OfGenerator : ITestFilter
    {
        private static readonly string[] Namespaces = ["Hotpatch.Tests.HandlesByName.", "Hotpatch.Tests.Analyzers."];

        public bool IsExplicitMatch(ITest test) => false;

        public bool Pass(ITest test)
            => test.IsSuite
                ? test.Tests.Any(Pass)
                : Namespaces.Any(name => test.ClassName?.StartsWith(name, StringComparison.Ordinal) == true);

        public TNode ToXml(bool recursive) => new("filter");

        public TNode AddToXml(TNode parentNode, bool recursive) => parentNode.AddElement("filter");
    }
}
