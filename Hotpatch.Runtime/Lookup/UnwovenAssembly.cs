using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Hotpatch.Lookup;

/// <summary>Loaded assemblies that could have been woven. What is said of them goes into messages only, so that trimming may make it less exact.</summary>
internal static class UnwovenAssembly
{
    private const string Justification = "For a message only: what was trimmed is not found, and the message is less exact.";

    /// <summary>The assembly that has the type of a full name, and was meant to be woven; null where there is none, or a woven one has the type too.</summary>
    public static Assembly? Holding(string name)
    {
        var holding = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => MayBeMeant(assembly) && Declares(assembly, name)).ToArray();
        return Array.Exists(holding, assembly => WovenAssembly.Of(assembly).IsWoven) ? null : Array.Find(holding, KnowsHotpatch);
    }

    /// <summary>Whether the assembly uses Hotpatch, or would without the property that switches weaving off.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Justification)]
    public static bool KnowsHotpatch(Assembly assembly)
    {
        try
        {
            var runtime = typeof(UnwovenAssembly).Assembly.GetName().Name;
            return WeavingNote.IsOn(assembly) || Array.Exists(assembly.GetReferencedAssemblies(), reference => reference.Name == runtime);
        }
        catch (PlatformNotSupportedException)
        {
            // A program that is compiled ahead of time may have no references.
            return false;
        }
    }

    /// <summary>Whether a type of the assembly has the name that the method's begins with. Names of explicit implementations have further dots.</summary>
    public static bool Declares(Assembly assembly, string method)
    {
        var end = method.IndexOf('(');
        for (var name = end < 0 ? method : method.Substring(0, end); name.LastIndexOf('.') is > 0 and var dot;)
        {
            name = name.Substring(0, dot);
            if (HasType(assembly, name))
                return true;
        }

        return false;
    }

    // The classes of a patch library may have the names of the types that they patch.
    private static bool MayBeMeant(Assembly assembly)
        => !assembly.IsDynamic
#if NET
            && !KnownLibraries.Contains(assembly)
#endif
            ;

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Justification)]
    private static bool HasType(Assembly assembly, string name)
    {
        try
        {
            return assembly.GetType(name, throwOnError: false) is not null;
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or BadImageFormatException)
        {
            // The name is none of a type, or the type is of an assembly that is not there.
            return false;
        }
    }
}
