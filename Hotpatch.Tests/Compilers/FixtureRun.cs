using System.Collections;
using System.Reflection;

namespace Hotpatch.Tests.Compilers;

/// <summary>Runs the tests of a fixture without NUnit, in the context that the fixture is loaded in. A test that fails throws.</summary>
internal static class FixtureRun
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <returns>The number of tests that passed.</returns>
    public static int All(object fixture)
    {
        var count = 0;
        foreach (var method in fixture.GetType().GetMethods())
        {
            foreach (var arguments in CasesOf(method))
            {
                Run(fixture, method, arguments);
                count++;
            }
        }

        return count;
    }

    private static IEnumerable<object?[]> CasesOf(MethodInfo method)
    {
        if (method.IsDefined(typeof(TestAttribute)))
            yield return [];

        foreach (var attribute in method.GetCustomAttributes<TestCaseAttribute>())
            yield return attribute.Arguments;

        foreach (var attribute in method.GetCustomAttributes<TestCaseSourceAttribute>())
        {
            var source = method.DeclaringType!.GetProperty(attribute.SourceName!, Any)?.GetValue(null)
                ?? method.DeclaringType.GetField(attribute.SourceName!, Any)?.GetValue(null);
            foreach (var argument in (IEnumerable)source!)
                yield return argument switch
                {
                    TestCaseData data => data.Arguments,
                    object?[] several => several,
                    _ => [argument],
                };
        }
    }

    private static void Run(object fixture, MethodInfo method, object?[] arguments)
    {
        arguments = [.. arguments, .. method.GetParameters().Skip(arguments.Length).Select(parameter => parameter.DefaultValue)];
        try
        {
            (method.Invoke(fixture, arguments) as Task)?.GetAwaiter().GetResult();
        }
#pragma warning disable CA1031 // It is thrown again, with the name of the test.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
            throw new AssertionException($"{fixture.GetType().Name}.{method.Name}({string.Join(", ", arguments)}): {cause}", cause);
        }
    }
}
