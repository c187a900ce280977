using System.Text.RegularExpressions;
using NUnit.Framework;
using NUnit.Framework.Api;
using NUnit.Framework.Constraints;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Workload;

/// <summary>Constraints against all kinds of values, their messages, and a run of tests that pass, fail and throw.</summary>
public static class Program
{
    public static string[] Run(int seed)
    {
        // Messages of exceptions have their stack traces in them, where originals have other names.
        var output = new Output { Clean = line => Regex.Replace(line, "( {3,}at [^\n]*\n?)+", "at") };
        new Constraining(output, seed).Run();
        new Asserting(output).Run();
        RunTests(output, seed);
        Explore(output, seed);
        return output.Lines;
    }

    private static void RunTests(Output output, int seed)
    {
        var runner = new NUnitTestAssemblyRunner(new DefaultTestAssemblyBuilder());
        var settings = new Dictionary<string, object> { ["NumberOfTestWorkers"] = 0, ["RandomSeed"] = seed, ["SynchronousEvents"] = true };
        var tests = runner.Load(typeof(Program).Assembly, settings);
        Tests(output, tests);
        output.Step("count", () => runner.CountTestCases(TestFilter.Empty));
        foreach (var filter in new[]
        {
            "<filter/>", "<filter><cat>slow</cat></filter>", "<filter><not><class re='1'>.*Odd.*</class></not></filter>",
            "<filter><or><method>Adds</method><name>no such test</name></or></filter>", "<filter><and><namespace>Workload</namespace><prop name='Author'>me</prop></and></filter>",
        })
        {
            var listener = new Listener(output);
            ITestResult? result = null;
            output.Step($"run {filter}", () => (result = runner.Run(listener, TestFilter.FromXml(filter))).ResultState);
            output.Step("totals", () => $"{result!.PassCount} {result.FailCount} {result.SkipCount} {result.InconclusiveCount} {result.WarningCount} {result.AssertCount}");
        }
    }

    private static void Tests(Output output, ITest test)
    {
        output.Step("test", () => $"{test.FullName} {test.RunState} {test.TestCaseCount} {test.TestType} "
            + string.Join(",", test.Properties.Keys.Where(key => key is not ("_PID" or "_APPDOMAIN")).Order(StringComparer.Ordinal).Select(key => $"{key}={string.Join("|", test.Properties[key].Cast<object>())}")));
        foreach (var child in test.Tests)
            Tests(output, child);
    }

    private static void Explore(Output output, int seed)
    {
        var explorer = new Explorer(
            output, seed, new[] { 1, 2, 3 }, new[] { "b", "a" }, new List<object> { 1, "x" }, new Dictionary<string, int> { ["a"] = 1 }, typeof(int), typeof(List<int>), typeof(IDisposable),
            new DateTime(2024, 1, 2), TimeSpan.FromSeconds(90), 4.5m, 2.5f, 'c', Is.EqualTo(3), Is.Not.Null, Has.Length.GreaterThan(1), Contains.Item(1), new InvalidOperationException("sample"),
            StringComparer.OrdinalIgnoreCase, Does.StartWith("t"), Is.EquivalentTo(new[] { 3, 1, 2 }), Is.Ordered.By("Length"))
        {
            Tries = 5,

            // What is of the system, of the thread or of the run, what waits, and what ends the test that looks at it.
            Skip = method => method.DeclaringType!.Namespace is "NUnit.Framework.Api" or "NUnit.Framework.Internal.Execution" or "NUnit.Framework.Internal.Commands" or "NUnit.Framework.Internal.Builders"
                || method.DeclaringType.Name.Contains("Context", StringComparison.Ordinal) || method.DeclaringType.Name.Contains("Random", StringComparison.Ordinal)
                || method.DeclaringType.Name.Contains("File", StringComparison.Ordinal) || method.DeclaringType.Name.Contains("Directory", StringComparison.Ordinal)
                || method.DeclaringType.Name.Contains("Platform", StringComparison.Ordinal) || method.DeclaringType.Name.Contains("OS", StringComparison.Ordinal)
                || method.DeclaringType.Name.Contains("Delayed", StringComparison.Ordinal) || method.DeclaringType.Name.Contains("Stack", StringComparison.Ordinal)
                || method.DeclaringType.Name is "TestResult" or "TestCaseResult" or "TestSuiteResult" or "Test" or "TestMethod" or "TestSuite" or "TestFixture" or "TestAssembly" or "RuntimeFramework"
                    or "ThreadUtility" or "ProviderCache" or "Reflect" or "TestProgress" or "TestNameGenerator" or "TestExecutionStatus" or "InternalTrace" or "InternalTraceWriter" or "Logger" or "ProcessRunner"
                    or "TestMessage" or "TestOutput" or "Assume"
                || method.Name is "After" or "Delay" or "get_Id" or "Wait" or "get_Attachments" || method.Name.StartsWith("set_", StringComparison.Ordinal) || method.Name.Contains("Time", StringComparison.Ordinal),
        };
        explorer.Explore(typeof(Assert).Assembly.GetExportedTypes());
    }

    private sealed class Listener(Output output) : ITestListener
    {
        public void TestStarted(ITest test) => output.Step("started", () => test.FullName);

        public void TestFinished(ITestResult result)
            => output.Step("finished", () => $"{result.FullName} {result.ResultState} {result.Message} {result.AssertCount} {result.Output} "
                + string.Join(" ", result.AssertionResults.Select(assertion => $"{assertion.Status} {assertion.Message}")));

        public void TestOutput(TestOutput text) => output.Step("output", () => text.Text);

        public void SendMessage(TestMessage message) => output.Step("message", () => message.Message);
    }
}
