using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Binding;

namespace Hotpatch.Libraries.Loading;

/// <summary>Creates the change that applies a library, removes its patches, or replaces one library by another.</summary>
internal static class LibraryChange
{
    /// <summary>Creates the change, without making it.</summary>
    /// <param name="ended">The patches to remove.</param>
    /// <param name="begun">The patches to add.</param>
    public static PatchChange Of(IReadOnlyList<BoundPatch> ended, IReadOnlyList<BoundPatch> begun)
    {
        var change = new PatchChange();

        // First the patches of all instantiations: a patch of one instantiation must lie over them.
        foreach (var (generic, pairs) in Pairs(ended, begun, patch => patch.Generic))
        {
            foreach (var (before, after) in pairs)
                change.Exchange(generic, before?.Factory, after?.Factory);
        }

        foreach (var (handle, pairs) in Pairs(ended, begun, patch => patch.Handle))
            change.Exchange(handle, pairs.Select(pair => (pair.Ended?.Entry, pair.Begun?.Entry)));

        return change;
    }

    /// <summary>Creates the change that lets patches hold for all calls that held for a share of them, as far as they still lie on their methods.</summary>
    public static PatchChange Promoting(IReadOnlyList<(BoundPatch Before, BoundPatch After)> pairs)
    {
        var change = new PatchChange();
        foreach (var (before, after) in pairs.Where(pair => pair.Before.Generic is { IsPatched: true }))
            change.Exchange(before.Generic!, before.Factory, after.Factory);

        foreach (var ofHandle in pairs.Where(pair => pair.Before.Handle is not null).GroupBy(pair => pair.Before.Handle!))
            change.Substitute(ofHandle.Key, ofHandle.Select(pair => (pair.Before.Entry!, pair.After.Entry!)));

        return change;
    }

    /// <summary>Pairs, for each target, each removed patch with the added patch that takes its place. Either side of a pair may be null.</summary>
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
