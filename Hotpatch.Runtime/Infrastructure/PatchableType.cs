using System.ComponentModel;
using System.Reflection;
using Hotpatch.Handles;
using Hotpatch.Lookup;

namespace Hotpatch.Infrastructure;

/// <summary>The patchable methods of one type, without those of nested types, or the patchable calls to its methods. Thread safe. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PatchableType
{
    private readonly WovenType _woven;

    internal PatchableType(WovenType woven) => _woven = woven;

    /// <summary>Gets the type; open if it is generic.</summary>
    public Type Type => _woven.Target ?? _woven.Type;

    /// <summary>Gets the handles of methods that are not generic.</summary>
    public IReadOnlyList<PatchHandle> Handles => _woven.Handles;

    /// <summary>Gets the handles of generic methods, or, if the type is generic, of all its methods.</summary>
    public IEnumerable<GenericPatchHandle> Generics => _woven.Generics.SelectMany(generic => generic.Methods);

    /// <summary>Returns why a patchable method has no original that its handle can call, and what to do, for messages.</summary>
    /// <param name="method">The method.</param>
    /// <returns>A sentence without its period.</returns>
    public static string WhyWithoutOriginal(MethodBase method) => WithoutOriginal.ReasonOf(method);
}
