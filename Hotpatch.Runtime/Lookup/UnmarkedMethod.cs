using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Naming;

namespace Hotpatch.Lookup;

/// <summary>Finds methods of woven assemblies that are not patchable, for messages.</summary>
/// <remarks>Trimming can remove the metadata that this reads. The messages are less exact then.</remarks>
internal static class UnmarkedMethod
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>Returns a method with the full name, or null. Call this only if no handle has the name.</summary>
    public static MethodBase? Named(string name)
        => AppDomain.CurrentDomain.GetAssemblies()
            .Where(UnwovenAssembly.MayBeMeant)
            .SelectMany(assembly => UnwovenAssembly.TypesBefore(assembly, name))
            .Where(type => WovenAssembly.Of(type.Assembly).IsWoven)
            .SelectMany(MethodsOf)
            .FirstOrDefault(method => MethodName.IsMeant(name, MethodName.Of(method)));

    [UnconditionalSuppressMessage("Trimming", "IL2070")] // For a message only: if a method was trimmed, the message is less exact.
    private static MethodBase[] MethodsOf(Type type)
    {
        try
        {
            return [.. type.GetMethods(Declared), .. type.GetConstructors(Declared)];
        }
        catch (Exception exception) when (exception is TypeLoadException or IOException or BadImageFormatException)
        {
            // A signature names a type of an assembly that can't be loaded.
            return [];
        }
    }
}
