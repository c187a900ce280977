using System.Collections;
using System.Reflection;

namespace Hotpatch.Lookup;

/// <summary>Why an assembly is not woven, and what to do: the build notes the property that has switched weaving off in the assembly.</summary>
internal static class WeavingNote
{
    // The targets of the package Hotpatch.Runtime write it.
    private const string Metadata = "Hotpatch.NotWoven";

    // Mutation testing compiles without MSBuild, and tells its processes by a variable with this prefix which mutant is active.
    private const string Stryker = "STRYKER_MUTANT";

    /// <summary>The way out where nothing else is known.</summary>
    public const string Weave = "Reference the package Hotpatch.Fody from its project and build it again.";

    private const string Mutated = "Stryker.NET compiles what it mutates itself, and does not weave it. Leave the tests that patch out of the mutation run "
        + "(--test-case-filter): they fail for every mutant, which then counts as killed.";

    /// <summary>The way out for one assembly.</summary>
    public static string WayOut(Assembly assembly)
        => IsOn(assembly) ? ReasonFor(assembly)!
            : IsMutated() ? Mutated
            : UnwovenAssembly.KnowsHotpatch(assembly) ? Weave
            : $"Only assemblies that are built with the package Hotpatch.Fody have patchable methods. If you don't build {assembly.GetName().Name} yourself, "
                + "mark a method of your own that makes the call.";

    /// <summary>Why a method's assembly is not woven; null where it is not known.</summary>
    /// <param name="method">The full name of a method whose handle was declared, but not filled in.</param>
    public static string? ReasonFor(string method)
    {
        var noted = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic && IsOn(assembly)).ToArray();

        // Without metadata, as a trimmed program may be, none has the type; then whichever has the note.
        var own = Array.Find(noted, assembly => UnwovenAssembly.Declares(assembly, method)) ?? (noted is [var only] ? only : null);
        return own is not null ? ReasonFor(own) : IsMutated() ? Mutated : null;
    }

    /// <summary>Whether the build has noted a property in the assembly.</summary>
    public static bool IsOn(Assembly assembly) => PropertyOf(assembly) is not null;

    private static string? ReasonFor(Assembly assembly)
        => PropertyOf(assembly) is { } property
            ? $"Its project, {assembly.GetName().Name}, was built with {Describe(property)}. Build it again without that property."
            : null;

    /// <summary>The property as the project has it.</summary>
    public static string Describe(string property) => property == "Hotpatch" ? "<Hotpatch>false</Hotpatch>" : $"<{property}>true</{property}>";

    private static string? PropertyOf(Assembly assembly)
        => assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(metadata => metadata.Key == Metadata)?.Value;

    private static bool IsMutated()
        => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Any(variable => ((string)variable.Key).StartsWith(Stryker, StringComparison.Ordinal));
}
