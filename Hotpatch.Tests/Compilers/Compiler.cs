using System.Reflection;

namespace Hotpatch.Tests.Compilers;

/// <summary>A version of the compiler: the folders of its assemblies, and those of the editor's that belong to it.</summary>
internal sealed record Compiler(string Name, IReadOnlyList<string> Folders)
{
    private const string Prefix = "Hotpatch.Compiler.";

    /// <summary>The oldest that the analyzers are built for, that of the SDK that builds, and the newest that is served.</summary>
    public static IReadOnlyList<Compiler> All { get; } =
        [OfPackage(Build("Oldest"), "net7.0"), OfSdk(), OfPackage(Build("Newest"), "net10.0")];

    public override string ToString() => Name;

    private static Compiler OfPackage(string version, string framework)
        => new(version, [.. Build("Packages").Split(';').Select(package => Path.Combine(Build("Root"), package, version, "lib", framework))]);

    // The compiler does without the editor's assemblies, but the SDK has them for its formatter.
    private static Compiler OfSdk() => new("SDK", [Path.Combine(Build("Sdk"), "Roslyn", "bincore"), Path.Combine(Build("Sdk"), "DotnetTools", "dotnet-format")]);

    private static string Build(string name)
        => typeof(Compiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == Prefix + name).Value!;
}
