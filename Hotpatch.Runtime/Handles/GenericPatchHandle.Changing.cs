using Hotpatch.Gates;
using Hotpatch.Handles;
using Hotpatch.Woven;

namespace Hotpatch;

/// <content>How factories come and go, and what they give to instantiations that come into use.</content>
public sealed partial class GenericPatchHandle
{
    internal Gate? Gate { get; }

    /// <summary>Guards the factories and the instantiations; never held while foreign code runs.</summary>
    internal ChangeLock Lock { get; } = new();

    /// <summary>The factories. Written under <see cref="Lock"/>.</summary>
    internal GenericState State => _state;

    /// <summary>Takes an instantiation in that comes into use, and gives it what the factories make for it.</summary>
    internal void Attach(PatchHandle handle, Type[] typeArguments) => Settle(new GenericInstantiation(handle, typeArguments));

    /// <summary>Lets an instantiation go that nobody can call any more, with what patches it.</summary>
    internal void Forget(PatchHandle handle)
    {
        lock (Lock)
            _instantiations.RemoveAll(instantiation => instantiation.Handle == handle);

        Shield(handle.ForceRestore);
    }

    /// <summary>The instantiations that are in use, and what a factory has given to each.</summary>
    internal IReadOnlyList<(GenericInstantiation Instantiation, StackEntry? Entry)> GivenBy(FactoryEntry? factory)
    {
        lock (Lock)
            return _instantiations.ConvertAll(instantiation => (instantiation, instantiation.Of(factory)));
    }

    /// <summary>Changes the factories; those that are in use have been given, or have lost, what they make. For who holds the lock.</summary>
    internal void Commit(GenericState state)
    {
        // While there is a factory, callers must look at their slots for instantiations to be noticed.
        var (had, has) = (_state.Factories.Count > 0, state.Factories.Count > 0);
        if (has && !had)
            _flag.Raise();

        _state = state;
        if (had && !has)
            _flag.Lower();
    }

    /// <summary>Sees to it that every instantiation has what the factories of now give, and no other.</summary>
    internal void SettleAll()
    {
        foreach (var (instantiation, _) in GivenBy(factory: null))
            Settle(instantiation);
    }

    private void Settle(GenericInstantiation instantiation)
    {
        var made = new Dictionary<FactoryEntry, StackEntry?>();
        while (true)
        {
            var (come, gone) = Difference(instantiation, _state);
            foreach (var factory in come.Where(factory => !made.ContainsKey(factory)))
                made[factory] = TryMake(instantiation, factory);

            var change = Prepare(instantiation, come, gone, made);
            lock (Lock)
            {
                // A factory has come or gone meanwhile, or another thread has been at this too.
                var now = Difference(instantiation, _state);
                if (!now.Come.SequenceEqual(come) || !now.Gone.SequenceEqual(gone) || !TryMake(change))
                    continue;

                if (!_instantiations.Contains(instantiation))
                    _instantiations.Add(instantiation);

                foreach (var factory in gone)
                    instantiation.Exchange(factory, begun: null, entry: null);

                foreach (var factory in come)
                    instantiation.Exchange(ended: null, factory, made[factory]);
            }

            Shield(change.Tell);
            return;
        }
    }

    private (FactoryEntry[] Come, FactoryEntry[] Gone) Difference(GenericInstantiation instantiation, GenericState state)
    {
        lock (Lock)
            return ([.. state.Factories.Except(instantiation.Asked)], [.. instantiation.Asked.Except(state.Factories)]);
    }

    private HandleChange Prepare(
        GenericInstantiation instantiation, FactoryEntry[] come, FactoryEntry[] gone, Dictionary<FactoryEntry, StackEntry?> made)
    {
        while (true)
        {
            var pairs = gone.Select(factory => (instantiation.Of(factory), (StackEntry?)null)).Concat(come.Select(factory => ((StackEntry?)null, made[factory])));
            var change = new HandleChange(instantiation.Handle, StackEdit.Exchange([.. pairs]));
            if (Shield(change.Prepare) is not { } exception || come.All(factory => made[factory] is null))
                return change;

            // A layer refuses what comes. Without it nothing is refused.
            foreach (var factory in come)
                made[factory] = null;

            Tell(instantiation, exception);
        }
    }

    private StackEntry? TryMake(GenericInstantiation instantiation, FactoryEntry factory)
    {
        StackEntry? entry = null;
        if (Shield(() => entry = factory.MakeFor(instantiation)) is { } exception)
            Tell(instantiation, exception);

        return entry;
    }

    private static bool TryMake(HandleChange change)
    {
        try
        {
            change.Make();
            return true;
        }
        catch (StaleChangeException)
        {
            return false;
        }
    }

    private void Tell(GenericInstantiation instantiation, Exception exception)
        => Shield(() => FactoryFailed?.Invoke(this, new FactoryFailedEventArgs(instantiation.Handle, exception)));

    /// <summary>
    /// Runs foreign code while an instantiation comes into use. That is within a static constructor: what escaped there would make the
    /// instantiation unusable for good.
    /// </summary>
    private static Exception? Shield(Action foreign)
    {
        try
        {
            foreign();
            return null;
        }
#pragma warning disable CA1031 // Whatever it is, a caller of the method knows nothing of it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception;
        }
    }
}
