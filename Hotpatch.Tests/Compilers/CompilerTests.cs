using System.Reflection;

namespace Hotpatch.Tests.Compilers;

/// <summary>
/// The generator does the same over every version of the compiler that is supported, and its sources compile there without a warning. The rules and the
/// fixes do the same over the compiler of the SDK as over the one that they are built for.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class CompilerTests
{
    // By name; the second test over a compiler finds it loaded and compiled.
    private static readonly Dictionary<string, Assembly> Loaded = new(StringComparer.Ordinal);

    private static IEnumerable<string> Names => Compiler.All.Select(compiler => compiler.Name);

    [TestCaseSource(nameof(Names))]
    public void Generator_tests_pass(string name) => Assert.That(Run(name, nameof(CompilerCheck.RunGenerator)), Is.GreaterThan(100));

    [TestCase("SDK")]
    public void Rule_tests_pass(string name) => Assert.That(Run(name, nameof(CompilerCheck.RunRules)), Is.GreaterThan(250));

    private static int Run(string compiler, string check)
    {
        if (!Loaded.TryGetValue(compiler, out var tests))
            Loaded[compiler] = tests = new CompilerContext(Compiler.All.Single(candidate => candidate.Name == compiler)).LoadTests();

        return (int)tests.GetType(typeof(CompilerCheck).FullName!)!.GetMethod(check)!.Invoke(null, null)!;
    }
}
