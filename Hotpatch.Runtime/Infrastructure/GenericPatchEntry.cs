using System.ComponentModel;
using Hotpatch.Handles;

namespace Hotpatch.Infrastructure;

/// <summary>Makes an entry for each instantiation of a generic method, including later ones. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GenericPatchEntry
{
    /// <summary>Creates a factory of entries.</summary>
    /// <param name="make">
    /// Makes the entry of one instantiation from its handle and its type arguments; returns null to leave the instantiation as it is. Hotpatch calls
    /// it under no lock, usually once for each instantiation, and again if two threads bring the same one into use.
    /// </param>
    /// <param name="owner">The name of who is responsible.</param>
    public GenericPatchEntry(Func<PatchHandle, IReadOnlyList<Type>, PatchEntry?> make, string owner)
        => Entry = new FactoryEntry((handle, typeArguments) => make(handle, typeArguments)?.Entry, owner);

    private GenericPatchEntry(FactoryEntry entry) => Entry = entry;

    internal FactoryEntry Entry { get; }

    /// <summary>Returns a factory of replacements for all calls, made of those that this one makes for a share of them.</summary>
    /// <returns>The factory.</returns>
    public GenericPatchEntry Promoted() => new(new FactoryEntry((handle, typeArguments) => PatchEntry.PromotedOf(Entry.MakeFor(handle, typeArguments)), Entry.Owner));
}
