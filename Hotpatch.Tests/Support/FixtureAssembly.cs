namespace Hotpatch.Tests.Support;

/// <summary>The plain AssemblyToProcess, as built for both configurations.</summary>
internal static class FixtureAssembly
{
    public const string Name = "AssemblyToProcess";

    public static string PathOf(string configuration) => Repository.PathOf(Name, "bin", configuration, "net10.0", Name + ".dll");
}
