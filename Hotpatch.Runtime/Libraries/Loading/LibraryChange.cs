using Hotpatch.Gates;
using Hotpatch.Handles;
using Hotpatch.Libraries.Binding;
using Hotpatch.Sets;

namespace Hotpatch.Libraries.Loading;

/// <summary>What applies a library, takes it back, or puts one in the place of another: one set.</summary>
internal sealed class LibraryChange
{
    private readonly IReadOnlyList<BoundPatch> _patches;

    /// <param name="ended">The patches that go.</param>
    /// <param name="begun">The patches that come.</param>
    public LibraryChange(IReadOnlyList<BoundPatch> ended, IReadOnlyList<BoundPatch> begun)
    {
        // Where both patch all instantiations and one of them, the one comes to lie over all.
        Set = new SetChange([.. OfGenerics(ended, begun), .. OfHandles(ended, begun)]);
        _patches = [.. ended, .. begun];
    }

    public SetChange Set { get; }

    /// <summary>Takes back what was made; it waits as patching does, and where that cannot be, it does not.</summary>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="isTold">Whether subscribers may know of the change: then they are told that it is taken back.</param>
    public void RollBack(TimeSpan timeout, bool isTold)
    {
        var before = isTold ? Running() : [];
        var reverse = Set.Reverse();
        try
        {
            SetRun.Run(reverse, new Patience(timeout, CancellationToken.None));
        }
        catch (Exception exception)
        {
            // What must go goes.
            SetRun.Force(reverse);
            if (exception is not PatchException)
                throw;
        }

        Tell(before);
    }

    /// <summary>As <see cref="RollBack"/>, without holding a thread while it waits.</summary>
    public async Task RollBackAsync(TimeSpan timeout, bool isTold)
    {
        var before = isTold ? Running() : [];
        var reverse = Set.Reverse();
        try
        {
            await SetRun.RunAsync(reverse, new Patience(timeout, CancellationToken.None)).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            SetRun.Force(reverse);
            if (exception is not PatchException)
                throw;
        }

        Tell(before);
    }

    private (PatchHandle Handle, Delegate? Running)[] Running()
        => [.. LibraryGates.HandlesOf(_patches).Distinct().Select(handle => (handle, handle.State.Running))];

    private static void Tell(IEnumerable<(PatchHandle Handle, Delegate? Running)> before)
    {
        foreach (var (handle, running) in before)
        {
            try
            {
                handle.RaiseChanged(running, handle.State.Running);
            }
#pragma warning disable CA1031 // A subscriber's exception has led here already, and there is no further way back.
            catch (Exception)
#pragma warning restore CA1031
            {
            }
        }
    }

    private static IEnumerable<IMemberChange> OfHandles(IReadOnlyList<BoundPatch> ended, IReadOnlyList<BoundPatch> begun)
        => Pairs(ended, begun, patch => patch.Handle)
            .Select(pairs => new HandleChange(pairs.Key, StackEdit.Exchange([.. pairs.Pairs.Select(pair => (pair.Ended?.Entry, pair.Begun?.Entry))])));

    private static IEnumerable<IMemberChange> OfGenerics(IReadOnlyList<BoundPatch> ended, IReadOnlyList<BoundPatch> begun)
        => Pairs(ended, begun, patch => patch.Generic)
            .SelectMany(pairs => pairs.Pairs.Select(pair => new GenericChange(pairs.Key, pair.Ended?.Factory, pair.Begun?.Factory)));

    /// <summary>For each target, what goes with what comes in its place; one of them may be missing.</summary>
    private static IEnumerable<(TTarget Key, IReadOnlyList<(BoundPatch? Ended, BoundPatch? Begun)> Pairs)> Pairs<TTarget>(
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
