using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Binding;

namespace Hotpatch.Libraries.Loading;

/// <summary>Creates the one change that applies a library, takes it back, or puts one library in the place of another.</summary>
internal static class LibraryChange
{
    /// <param name="ended">The patches that go.</param>
    /// <param name="begun">The patches that come.</param>
    public static PatchChange Of(IReadOnlyList<BoundPatch> ended, IReadOnlyList<BoundPatch> begun)
    {
        var change = new PatchChange();

        // If both patch all instantiations and one of them, the patch of the one comes to lie over the patch of all.
        foreach (var (generic, pairs) in Pairs(ended, begun, patch => patch.Generic))
        {
            foreach (var (before, after) in pairs)
                change.Exchange(generic, before?.Factory, after?.Factory);
        }

        foreach (var (handle, pairs) in Pairs(ended, begun, patch => patch.Handle))
            change.Exchange(handle, pairs.Select(pair => (pair.Ended?.Entry, pair.Begun?.Entry)));

        return change;
    }

    /// <summary>For each target, what goes with what comes in its place; one of them may be missing.</summary>
    private static IEnumerable<(TTarget Target, IReadOnlyList<(BoundPatch? Ended, BoundPatch? Begun)> Pairs)> Pairs<TTarget>(
        IReadOnlyList<BoundPatch> ended, IReadOnlyList<BoundPatch> begun, Func<BoundPatch, TTarget?> targetOf)
        where TTarget : class
    {
        var targets = ended.Concat(begun).Select(targetOf).OfType<TTarget>().Distinct();
        var (allEnded, allBegun) = (ended.ToLookup(targetOf), begun.ToLookup(targetOf));
        foreach (var target in targets)
        {
            var left = allEnded[target].ToList();
            var pairs = new List<(BoundPatch? Ended, BoundPatch? Begun)>();
            foreach (var patch in allBegun[target])
            {
                var before = left.Find(patch.CanFollow);
                if (before is not null)
                    left.Remove(before);

                pairs.Add((before, patch));
            }

            yield return (target, [.. left.Select(before => ((BoundPatch?)before, (BoundPatch?)null)), .. pairs]);
        }
    }
}
