using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Hotpatch.Lookup;

/// <summary>Finds loaded assemblies that should have been woven, for messages.</summary>
/// <remarks>Trimming can remove the metadata that this reads. The messages are less exact then.</remarks>
internal static class UnwovenAssembly
{
    /// <summary>
    /// Returns the assembly that has the type of a full name, and should have been woven. Null if there is none, or if a woven assembly has the type
    /// too.
    /// </summary>
    public static Assembly? Holding(string name)
    {
        var holding = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => MayBeMeant(assembly) && Declares(assembly, name)).ToArray();
        return Array.Exists(holding, assembly => WovenAssembly.Of(assembly).IsWoven) ? null : Array.Find(holding, KnowsHotpatch);
    }

    /// <summary>Returns whether an assembly references Hotpatch, or was built with weaving switched off.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026")] // For a message only: if metadata was trimmed, the message is less exact.
    public static bool KnowsHotpatch(Assembly assembly)
    {
        try
        {
            var runtime = typeof(UnwovenAssembly).Assembly.GetName().Name;
            return WeavingNote.IsOn(assembly) || Array.Exists(assembly.GetReferencedAssemblies(), reference => reference.Name == runtime);
        }
        catch (PlatformNotSupportedException)
        {
            // In a program that was compiled ahead of time, the references may not be available.
            return false;
        }
    }

    /// <summary>Returns whether an assembly has a type whose full name is the beginning of a method's full name.</summary>
    public static bool Declares(Assembly assembly, string method) => TypesBefore(assembly, method).Any();

    /// <summary>Returns the types of an assembly whose full names are the beginning of a method's full name.</summary>
    /// <remarks>The names of explicit implementations contain dots themselves, so this tries each part that ends before a dot.</remarks>
    public static IEnumerable<Type> TypesBefore(Assembly assembly, string method)
    {
        for (var name = HandleIndex.PathOf(method); name.LastIndexOf('.') is > 0 and var dot;)
        {
            name = name.Substring(0, dot);
            if (Find(assembly, name) is { } type)
                yield return type;
        }
    }

    /// <summary>Returns whether a full name can mean a method of the assembly.</summary>
    // Skip patch libraries: their classes can have the names of the types that they patch.
    public static bool MayBeMeant(Assembly assembly)
        => !assembly.IsDynamic
#if NET
            && !KnownLibraries.Contains(assembly)
#endif
            ;

    [UnconditionalSuppressMessage("Trimming", "IL2026")] // For a message only: if metadata was trimmed, the message is less exact.
    private static Type? Find(Assembly assembly, string name)
    {
        try
        {
            return assembly.GetType(name, throwOnError: false);
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or BadImageFormatException)
        {
            // The name is not a valid type name, or the type needs an assembly that can't be loaded.
            return null;
        }
    }
}
