using Hotpatch.Tests.Analyzers;
using Hotpatch.Tests.HandlesByName;

namespace Hotpatch.Tests.Compilers;

/// <summary>Runs tests of the generator and of the rules in the context that this assembly is loaded in. A test that fails throws.</summary>
public static class CompilerCheck
{
    /// <returns>The number of the generator's tests that passed.</returns>
    public static int RunGenerator()
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
        return SourceCase.CompilerIsNew ? count + FixtureRun.All(new MarkPlaceTests()) + FixtureRun.All(new StrangeSourceTests()) : count;
    }

    /// <returns>The number of the tests of rules and fixes that passed.</returns>
    public static int RunRules()
        => typeof(RuleTests).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith(typeof(RuleTests).Namespace!, StringComparison.Ordinal) == true && type.Name.EndsWith("Tests", StringComparison.Ordinal))
            .Sum(type => FixtureRun.All(Activator.CreateInstance(type)!));
}
