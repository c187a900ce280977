using System.Reflection;
using Hotpatch.Tests.HandlesByName;

namespace Hotpatch.Tests.Compilers;

/// <summary>Runs tests of the generator in the context that this assembly is loaded in. A test that fails throws.</summary>
public static class CompilerCheck
{
    /// <returns>The number of checks that passed.</returns>
    public static int Run()
    {
        var count = 0;
        foreach (var source in SourceCase.All)
        {
            new GeneratedSnapshotTests().Generated_source_is_as_it_was(source.Name);
            count++;
            foreach (var version in source.Supported)
            {
                new GeneratedCodeTests().Generated_source_compiles_without_warnings(source.Name, version);
                count++;
            }
        }

        // These are written in the newest version of the language.
        return SourceCase.CompilerIsNew ? count + Run(new MarkPlaceTests()) + Run(new StrangeSourceTests()) : count;
    }

    private static int Run(object fixture)
    {
        var count = 0;
        foreach (var method in fixture.GetType().GetMethods())
        {
            if (method.IsDefined(typeof(TestAttribute)))
            {
                method.Invoke(fixture, null);
                count++;
            }

            foreach (var arguments in method.GetCustomAttributes<TestCaseAttribute>())
            {
                method.Invoke(fixture, arguments.Arguments);
                count++;
            }
        }

        return count;
    }
}
