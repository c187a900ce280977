using System.Reflection;
using Microsoft.CodeAnalysis;
using NUnit.Framework.Api;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Hotpatch.Tests.Compilers;

/// <summary>The tests of the generator, the analyzers and their fixes pass over every version of the compiler that is supported.</summary>
[Category(Category)]
public class CompilerTests
{
    private const string Category = "Compilers";

    private static IEnumerable<string> Names => Compiler.All.Select(compiler => compiler.Name);

    [TestCaseSource(nameof(Names))]
    public void Tests_pass(string name)
    {
        var tests = new CompilerContext(Compiler.All.Single(compiler => compiler.Name == name)).LoadTests();
        var runner = new NUnitTestAssemblyRunner(new DefaultTestAssemblyBuilder());
        runner.Load(tests, new Dictionary<string, object>(StringComparer.Ordinal) { ["NumberOfTestWorkers"] = 0 });
        var result = runner.Run(TestListener.NULL, new OfGenerator());
        var failed = Leaves(result).Where(leaf => leaf.ResultState.Status == TestStatus.Failed).ToArray();
        TestContext.Out.WriteLine($"{Leaves(result).Count()} {failed.Length}");
        foreach (var f in failed) TestContext.Out.WriteLine($"{f.FullName}: {f.Message}");
        Assert.That(failed, Is.Empty);
    }

    private static IEnumerable<ITestResult> Leaves(ITestResult result)
        => result.HasChildren ? result.Children.SelectMany(Leaves) : [result];

    private sealed class OfGenerator : ITestFilter
    {
        public bool IsExplicitMatch(ITest test) => false;
        public bool Pass(ITest test) => test.IsSuite ? test.Tests.Any(Pass) : Matches(test);
        private static bool Matches(ITest test) => (test.ClassName?.StartsWith("Hotpatch.Tests.HandlesByName", StringComparison.Ordinal) ?? false) || (test.ClassName?.StartsWith("Hotpatch.Tests.Analyzers", StringComparison.Ordinal) ?? false);
        public TNode ToXml(bool recursive) => new("filter");
        public TNode AddToXml(TNode parentNode, bool recursive) => parentNode.AddElement("filter");
    }
}
