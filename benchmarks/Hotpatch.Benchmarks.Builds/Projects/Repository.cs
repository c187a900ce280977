using System.Reflection;

namespace Hotpatch.Benchmarks.Builds.Projects;

/// <summary>Where this program was built.</summary>
internal static class Repository
{
    public static string Root => Path.GetFullPath(Metadata("Hotpatch.RepositoryRoot"));

    /// <summary>The folder into which the packages of this repository's projects were restored.</summary>
    public static string PackageFolder => Metadata("Hotpatch.PackageFolder");

    /// <summary>The folder of the SDK that has the compiler.</summary>
    public static string CompilerFolder => Metadata("Hotpatch.CompilerFolder");

    public static string Configuration { get; } = typeof(Repository).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private static string Metadata(string key)
        => typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
