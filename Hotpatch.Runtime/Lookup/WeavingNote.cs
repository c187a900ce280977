using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Hotpatch.Lookup;

/// <summary>Why an assembly is not woven, and what to do: the build notes the property that has switched weaving off in the assembly.</summary>
internal static class WeavingNote
{
    // The targets of the package Hotpatch.Runtime write it.
    private const string Metadata = "Hotpatch.NotWoven";

    // Mutation testing compiles without MSBuild, and tells its processes by a variable with this prefix which mutant is active.
    private const string Stryker = "STRYKER_MUTANT";

    /// <summary>The way out for one assembly.</summary>
    public static string WayOut(Assembly assembly) => PropertyOf(assembly) is { } property ? Remove(assembly, property) : Weave();

    /// <summary>The way out for a method whose handle was declared, but not filled in. Its assembly is looked for, since a declaration has only the name.</summary>
    /// <param name="method">The full name.</param>
    public static string WayOut(string method)
    {
        var noted = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic && PropertyOf(assembly) is not null).ToArray();

        // Without metadata, as a trimmed program may be, none has the type; then whichever has the note.
        var own = Array.Find(noted, assembly => Declares(assembly, method)) ?? (noted is [var only] ? only : null);
        return own is null ? Weave() : WayOut(own);
    }

    private static string? PropertyOf(Assembly assembly)
        => assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(metadata => metadata.Key == Metadata)?.Value;

    private static string Remove(Assembly assembly, string property)
        => $"Its project, {assembly.GetName().Name}, was built with "
            + (property == "Hotpatch" ? "<Hotpatch>false</Hotpatch>" : $"<{property}>true</{property}>") + ". Build it again without that property.";

    private static string Weave()
        => IsMutated()
            ? "Stryker.NET compiles what it mutates itself, and does not weave it. Leave the tests that patch out of the mutation run "
                + "(--test-case-filter): they fail for every mutant, which then counts as killed."
            : "Reference the package Hotpatch.Fody from its project and build it again.";

    private static bool IsMutated()
        => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Any(variable => ((string)variable.Key).StartsWith(Stryker, StringComparison.Ordinal));

    /// <summary>Whether a type of the assembly has the name that the method's begins with. Names of explicit implementations have further dots.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "For a message only: a type that was trimmed is not found, and the message is less exact.")]
    private static bool Declares(Assembly assembly, string method)
    {
        var end = method.IndexOf('(');
        for (var name = end < 0 ? method : method.Substring(0, end); name.LastIndexOf('.') is > 0 and var dot;)
        {
            name = name.Substring(0, dot);
            if (assembly.GetType(name, throwOnError: false) is not null)
                return true;
        }

        return false;
    }
}
