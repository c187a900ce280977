using System.Reflection;
using System.Runtime.Loader;
using Hotpatch.Infrastructure;

namespace Hotpatch.Libraries.Context;

/// <summary>
/// Finds the program's assemblies for a library's references: Hotpatch's own assemblies, the targets, and those of the load contexts of the targets that
/// the library references and of the default context.
/// </summary>
internal sealed class AppAssemblies
{
    // Always the running copies: the types of a second copy would differ from those that the program and the loader use.
    private static readonly Assembly[] OfHotpatch = [typeof(Patchable).Assembly, typeof(AppAssemblies).Assembly];

    private readonly ILookup<string, Assembly> _targets;
    private readonly AssemblyLoadContext[] _contexts;

    /// <summary>Creates the search for one library.</summary>
    /// <param name="targets">The assemblies that may be patched.</param>
    /// <param name="references">The references of the library.</param>
    public AppAssemblies(IReadOnlyCollection<Assembly> targets, IReadOnlyList<AssemblyName> references)
    {
        _targets = targets.ToLookup(target => target.GetName().Name!, StringComparer.OrdinalIgnoreCase);
        var named = references.SelectMany(reference => _targets[reference.Name!]).ToArray();
        // A library that names its targets as strings only references none of them, so it gets the contexts of all targets.
        _contexts = [.. (named.Length > 0 ? named : targets)
            .Select(target => AssemblyLoadContext.GetLoadContext(target)!)
            .Where(context => context != AssemblyLoadContext.Default)
            .Distinct(),
            AssemblyLoadContext.Default];
    }

    /// <summary>Returns all loaded woven assemblies that belong to no patch library.</summary>
    public static IReadOnlyCollection<Assembly> Woven()
        => [.. AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => !assembly.IsDynamic && !LibraryContext.IsLibraryContext(assembly) && PatchableAssembly.Of(assembly) is not null)];

    /// <summary>
    /// Returns the program's assembly for a reference, in the requested version or a higher one; a target in any version. Returns null if there is none.
    /// </summary>
    /// <exception cref="PatchLibraryException">Several targets have the name.</exception>
    public Assembly? Find(AssemblyName reference)
    {
        if (Array.Find(OfHotpatch, own => string.Equals(reference.Name, own.GetName().Name, StringComparison.OrdinalIgnoreCase)) is { } found)
            return found;

        var targets = _targets[reference.Name!].ToArray();
        return targets.Length switch
        {
            0 => _contexts.Select(context => Load(context, reference)).FirstOrDefault(assembly => assembly is not null),
            1 => targets[0],
            _ => throw new PatchLibraryException(
                $"{reference.Name}: one loaded assembly of this name was expected, but it is loaded {targets.Length} times, in {string.Join(", ", targets.Select(Describe))}. "
                + "Say in the options' Targets which of them is meant"),
        };
    }

    /// <summary>Returns whether an assembly that was found for an earlier reference also satisfies this one.</summary>
    public static bool IsEnough(Assembly assembly, AssemblyName reference)
        => OfHotpatch.Contains(assembly) || PatchableAssembly.Of(assembly) is not null || Fits(assembly, reference);

    private static string Describe(Assembly assembly)
        => AssemblyLoadContext.GetLoadContext(assembly) is { } context && context != AssemblyLoadContext.Default
            ? $"the context {context.Name ?? "without a name"}"
            : "the default context";

    // Fits is needed, since a context returns an assembly that it has already loaded whatever its version is.
    private static Assembly? Load(AssemblyLoadContext context, AssemblyName reference)
    {
        try
        {
            return context.LoadFromAssemblyName(reference) is var assembly && Fits(assembly, reference) ? assembly : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            return null;
        }
    }

    private static bool Fits(Assembly assembly, AssemblyName reference)
        => assembly.GetName() is var name
            && (reference.Version is null || name.Version >= reference.Version)
            && (reference.GetPublicKeyToken() is not { Length: > 0 } token || name.GetPublicKeyToken().AsSpan().SequenceEqual(token))
            && string.IsNullOrEmpty(name.CultureName);
}
