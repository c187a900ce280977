using Hotpatch.Gates;
using Hotpatch.Handles;
using Hotpatch.Woven;

namespace Hotpatch;

/// <content>Adds and removes factories, and applies them to instantiations that come into use.</content>
public sealed partial class GenericPatchHandle
{
    internal Gate? Gate { get; }

    /// <summary>Gets the lock that guards the factories and the instantiations. It is never held while foreign code runs.</summary>
    internal ChangeLock Lock { get; } = new();

    /// <summary>Gets the factories. Written under <see cref="Lock"/>.</summary>
    internal GenericState State => _state;

    /// <summary>Adds an instantiation that comes into use, and applies the factories to it.</summary>
    internal void Attach(PatchHandle handle, Type[] typeArguments) => Settle(new GenericInstantiation(handle, typeArguments));

    /// <summary>Removes an instantiation that nobody can call any more, and its patches.</summary>
    internal void Forget(PatchHandle handle)
    {
        lock (Lock)
            _instantiations.RemoveAll(instantiation => instantiation.Handle == handle);

        Shield(handle.ForceRestore);
        foreach (var factory in _state.Factories)
            factory.Forget?.Invoke(handle);
    }

    /// <summary>Returns the instantiations that are in use, each with the entry that a factory made for it.</summary>
    internal IReadOnlyList<(GenericInstantiation Instantiation, StackEntry? Entry)> GivenBy(FactoryEntry? factory)
    {
        lock (Lock)
            return _instantiations.ConvertAll(instantiation => (instantiation, instantiation.Of(factory)));
    }

    /// <summary>Sets the factories. The caller holds <see cref="Lock"/>, and has updated the instantiations that are in use.</summary>
    internal void Commit(GenericState state)
    {
        // While there is a factory, callers must read their slots: only then the slot class's static constructor runs, which reports an instantiation.
        var (had, has) = (_state.Factories.Count > 0, state.Factories.Count > 0);
        if (has && !had)
            _flag.Raise();

        _state = state;
        if (had && !has)
            _flag.Lower();
    }

    /// <summary>Updates each instantiation until it has the entries of the current factories and of no others.</summary>
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
                // If the factories have changed meanwhile, or another thread has settled the instantiation, start again.
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
            var change = ChangeOf(come);
            if (Shield(change.Prepare) is null || come.All(factory => made[factory] is null))
                return change;

            // A layer of the instantiation refuses a new entry. The others are laid all the same: add one after the other to find out which.
            var accepted = new List<FactoryEntry>();
            foreach (var factory in come.Where(factory => made[factory] is not null))
            {
                if (Shield(ChangeOf(accepted.Append(factory)).Prepare) is { } exception)
                {
                    made[factory] = null;
                    Tell(instantiation, exception);
                }
                else
                {
                    accepted.Add(factory);
                }
            }
        }

        HandleChange ChangeOf(IEnumerable<FactoryEntry> begun)
            => new(
                instantiation.Handle,
                StackEdit.Exchange(
                    gone.Select(factory => (instantiation.Of(factory), (StackEntry?)null)).Concat(begun.Select(factory => ((StackEntry?)null, made[factory]))).ToArray()));
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

    // With a JIT, an instantiation that can't be patched is a rare one, such as one of a ref struct. Ahead of time, it is one whose code nobody has kept.
    private static bool IsAheadOfTime
#if NET
        => !System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported;
#else
        => false;
#endif

    private void Tell(GenericInstantiation instantiation, Exception exception)
    {
        if (FactoryFailed is { } subscribers)
            Shield(() => subscribers(this, new FactoryFailedEventArgs(instantiation.Handle, exception)));
        else if (IsAheadOfTime)
            Shield(() => Unheard.Report($"{instantiation.Handle.Name} runs without a patch that was made for all type arguments: {exception.Message}"));
    }

    /// <summary>Runs foreign code while an instantiation comes into use, and returns the exception that it throws, if any.</summary>
    /// <remarks>
    /// This runs inside a static constructor. An exception that escaped it would make the instantiation unusable for the rest of the process.
    /// </remarks>
    private static Exception? Shield(Action foreign)
    {
        try
        {
            foreign();
            return null;
        }
#pragma warning disable CA1031 // The caller of the patchable method can't handle an exception of the factory.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception;
        }
    }
}
