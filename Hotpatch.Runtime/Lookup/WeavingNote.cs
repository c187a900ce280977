using System.Collections;
using System.Reflection;

namespace Hotpatch.Lookup;

/// <summary>
/// Explains why an assembly was not woven, and what to do. If a property of the project switched weaving off, the build notes that property in the
/// assembly.
/// </summary>
internal static class WeavingNote
{
    // The MSBuild targets of the package Hotpatch.Runtime write an AssemblyMetadataAttribute with this key.
    private const string Metadata = "Hotpatch.NotWoven";

    // Stryker.NET compiles without MSBuild, so no targets run. It names the active mutant in an environment variable with this prefix.
    private const string Stryker = "STRYKER_MUTANT";

    /// <summary>The advice if the reason is not known.</summary>
    public const string Weave = "Reference the package Hotpatch.Fody from its project, let a mark or FodyWeavers.xml cover a method, and build it again.";

    private const string Mutated = "Stryker.NET compiles the mutated code itself, and doesn't weave it. Exclude the tests that patch from the mutation run "
        + "(--test-case-filter): they would fail for every mutant, which would count as killed.";

    /// <summary>Returns what to do about one assembly.</summary>
    public static string WayOut(Assembly assembly)
        => IsOn(assembly) ? ReasonFor(assembly)!
            : IsMutated() ? Mutated
            : UnwovenAssembly.KnowsHotpatch(assembly) ? Weave
            : "Only woven assemblies have patchable methods. To patch the calls that your code makes to it, name the method in [assembly: PatchableCalls(…)]. "
                + $"If {assembly.GetName().Name} is a package or a project that the program references, <HotpatchReference Include=\"{assembly.GetName().Name}\" /> in the project file weaves a copy.";

    /// <summary>Returns why a method's assembly was not woven; null if the reason is not known.</summary>
    /// <param name="method">The full name of a method whose handle was declared, but not filled in.</param>
    public static string? ReasonFor(string method)
    {
        var noted = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic && IsOn(assembly)).ToArray();

        // In a trimmed program, the metadata of the type may be gone. If only one assembly has a note, assume that one.
        var own = Array.Find(noted, assembly => UnwovenAssembly.Declares(assembly, method)) ?? (noted is [var only] ? only : null);
        return own is not null ? ReasonFor(own) : IsMutated() ? Mutated : null;
    }

    /// <summary>Returns whether the build noted in an assembly that weaving was switched off.</summary>
    public static bool IsOn(Assembly assembly) => PropertyOf(assembly) is not null;

    private static string? ReasonFor(Assembly assembly)
        => PropertyOf(assembly) is { } property
            ? $"Its project, {assembly.GetName().Name}, was built with {Describe(property)}. Build it again without that property."
            : null;

    /// <summary>Returns the property as a project file sets it.</summary>
    public static string Describe(string property) => property == "Hotpatch" ? "<Hotpatch>false</Hotpatch>" : $"<{property}>true</{property}>";

    private static string? PropertyOf(Assembly assembly)
        => assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(metadata => metadata.Key == Metadata)?.Value;

    private static bool IsMutated()
        => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Any(variable => ((string)variable.Key).StartsWith(Stryker, StringComparison.Ordinal));
}
