namespace Hotpatch.Tests.Compilers;

/// <summary>The generator does the same over every version of the compiler that is supported, and what it writes compiles there without a warning.</summary>
[NonParallelizable]
public class CompilerTests
{
    private static IEnumerable<string> Names => Compiler.All.Select(compiler => compiler.Name);

    [TestCaseSource(nameof(Names))]
    public void Generator_tests_pass(string name)
    {
        var tests = new CompilerContext(Compiler.All.Single(compiler => compiler.Name == name)).LoadTests();
        var check = tests.GetType(typeof(CompilerCheck).FullName!)!.GetMethod(nameof(CompilerCheck.Run))!;
        var checks = (int)check.Invoke(null, null)!;
        Assert.That(checks, Is.GreaterThan(100));
    }
}
