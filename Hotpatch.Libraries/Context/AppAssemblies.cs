using System.Reflection;
using System.Runtime.Loader;
using Hotpatch.Infrastructure;

namespace Hotpatch.Libraries.Context;

/// <summary>
/// What the app has: Hotpatch's own assemblies, the targets, whatever is loaded or can be found in the contexts of the targets that a library refers to, and in
/// the default context.
/// </summary>
internal sealed class AppAssemblies
{
    // One copy of each: types of a second one would not be those that patches and the loader know.
    private static readonly Assembly[] OfHotpatch = [typeof(Patchable).Assembly, typeof(AppAssemblies).Assembly];

    private readonly ILookup<string, Assembly> _targets;
    private readonly AssemblyLoadContext[] _contexts;

    /// <param name="targets">What can be patched.</param>
    /// <param name="references">What the library refers to.</param>
    public AppAssemblies(IReadOnlyCollection<Assembly> targets, IReadOnlyList<AssemblyName> references)
    {
        _targets = targets.ToLookup(target => target.GetName().Name!, StringComparer.OrdinalIgnoreCase);
        var named = references.SelectMany(reference => _targets[reference.Name!]).ToArray();
        // Where the library names its targets in texts only, it is for whatever is there to be patched.
        _contexts = [.. (named.Length > 0 ? named : targets)
            .Select(target => AssemblyLoadContext.GetLoadContext(target)!)
            .Where(context => context != AssemblyLoadContext.Default)
            .Distinct(),
            AssemblyLoadContext.Default];
    }

    /// <summary>All woven assemblies that are loaded, those of patch libraries left out.</summary>
    public static IReadOnlyCollection<Assembly> Woven()
        => [.. AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => !assembly.IsDynamic && !LibraryContext.IsLibraryContext(assembly) && PatchableAssembly.Of(assembly) is not null)];

    /// <summary>The app's assembly of that name, in the version that is asked for or a higher one; a target in any version.</summary>
    /// <exception cref="PatchLibraryException">Several targets have that name.</exception>
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
                $"{reference.Name} is loaded {targets.Length} times, in {string.Join(", ", targets.Select(Describe))}; name the one that is meant among the targets of the options"),
        };
    }

    /// <summary>Whether an assembly of the app that was found for another reference serves this one too.</summary>
    public static bool IsEnough(Assembly assembly, AssemblyName reference)
        => OfHotpatch.Contains(assembly) || PatchableAssembly.Of(assembly) is not null || Fits(assembly, reference);

    private static string Describe(Assembly assembly)
        => AssemblyLoadContext.GetLoadContext(assembly) is { } context && context != AssemblyLoadContext.Default
            ? $"the context {context.Name ?? "without a name"}"
            : "the default context";

    // What a context has loaded it gives whatever its version.
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
