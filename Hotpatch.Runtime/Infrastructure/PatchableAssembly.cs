using System.ComponentModel;
using System.Reflection;
using Hotpatch.Lookup;

namespace Hotpatch.Infrastructure;

/// <summary>The patchable methods of one woven assembly, by type. Thread safe. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PatchableAssembly
{
    private readonly WovenAssembly _woven;

    private PatchableAssembly(WovenAssembly woven) => _woven = woven;

    /// <summary>Gets the top-level types that have patchable methods, themselves or in nested types.</summary>
    public IEnumerable<PatchableType> Types => _woven.Types.Where(type => type.Target is null).Select(type => new PatchableType(type));

    /// <summary>Gets the types of other assemblies to whose methods the assembly makes patchable calls. Their handles are those of the calls.</summary>
    public IEnumerable<PatchableType> Calls => _woven.Types.Where(type => type.Target is not null).Select(type => new PatchableType(type));

    /// <summary>Returns the patchable methods of an assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>The patchable methods; null if the assembly was not woven.</returns>
    /// <exception cref="ContractVersionException">The assembly was woven for a newer Hotpatch.Runtime.</exception>
    public static PatchableAssembly? Of(Assembly assembly) => WovenAssembly.Of(assembly) is { IsWoven: true } woven ? new(woven) : null;

    /// <summary>Returns why an assembly was not woven, and what to do, for messages.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>One or two sentences.</returns>
    public static string HowToWeave(Assembly assembly) => WeavingNote.WayOut(assembly);

    /// <summary>Returns the patchable methods of a type; for an instantiation of a generic type, those of its definition.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The type's methods; null if it has none.</returns>
    public PatchableType? Find(Type type) => Of(_woven.Find(type));

    /// <summary>Returns the patchable methods of a type by its full name.</summary>
    /// <param name="fullName">The name, with <c>+</c> before nested types.</param>
    /// <returns>The type's methods; null if there is no such type, or if it has none.</returns>
    public PatchableType? Find(string fullName) => Of(_woven.Find(fullName));

    /// <summary>Returns the patchable calls to the methods of a type; for an instantiation of a generic type, to those of its definition.</summary>
    /// <param name="type">The type that declares the called methods.</param>
    /// <returns>The calls; null if the assembly makes none that are patchable.</returns>
    public PatchableType? FindCalls(Type type) => Of(_woven.FindCalls(type));

    private static PatchableType? Of(WovenType? type) => type is null ? null : new(type);
}
