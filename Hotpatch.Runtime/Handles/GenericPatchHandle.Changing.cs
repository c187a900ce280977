using Hotpatch.Gates;
using Hotpatch.Handles;

namespace Hotpatch;

/// <content>How a factory comes and goes.</content>
public sealed partial class GenericPatchHandle
{
    private PatchHandle.Exchanged[] Set(
        Func<PatchHandle, IReadOnlyList<Type>, Delegate?>? factory, Func<Instantiation, Delegate?> replacement)
    {
        // While there is a factory, callers must look at their slots for instantiations to be noticed.
        if (_factory is null && factory is not null)
            _flag.Raise();

        var lower = _factory is not null && factory is null;
        _factory = factory;
        var exchanged = _instantiations.Select(instantiation => instantiation.Set(replacement(instantiation))).ToArray();
        if (lower)
            _flag.Lower();

        return exchanged;
    }

    /// <summary>Sets the factory, through the gate where there is one; not where an instantiation has come that it was not asked about.</summary>
    private bool TryChange(
        Func<PatchHandle, IReadOnlyList<Type>, Delegate?>? factory,
        Dictionary<Instantiation, Delegate?>? replacements,
        out PatchHandle.Exchanged[] exchanged)
    {
        var change = new FactoryChange(this, factory, replacements);
        if (_gate is null)
            change.Make();
        else
            TransitionRun.Run(new Transition([_gate], change), change, new Patience(Timeout.InfiniteTimeSpan, CancellationToken.None));

        exchanged = change.Exchanged ?? [];
        return change.Exchanged is not null;
    }

    private static void Tell(PatchHandle.Exchanged[] exchanged)
    {
        foreach (var change in exchanged)
            change.Tell();
    }

    /// <summary>A change of the factory. It is not undone: who makes it waits as long as it takes.</summary>
    private sealed class FactoryChange(
        GenericPatchHandle generic,
        Func<PatchHandle, IReadOnlyList<Type>, Delegate?>? factory,
        Dictionary<Instantiation, Delegate?>? replacements) : IChange
    {
        public IEnumerable<string> Names => [generic.Name];

        /// <summary>What was done; null where nothing was.</summary>
        public PatchHandle.Exchanged[]? Exchanged { get; private set; }

        public void Make()
        {
            lock (generic._lock)
            {
                if (replacements is null || generic._instantiations.Count == replacements.Count)
                    Exchanged = generic.Set(factory, instantiation => replacements?[instantiation]);
            }
        }

        public void Undo()
        {
        }
    }

    private sealed class Instantiation(PatchHandle handle, Type[] typeArguments)
    {
        private ReplacementStack.Replacement? _replacement;

        public PatchHandle Handle => handle;

        public Delegate? MakeReplacement(Func<PatchHandle, IReadOnlyList<Type>, Delegate?> factory)
            => factory(handle, typeArguments) is { } replacement ? handle.Conform(replacement) : null;

        /// <summary>Puts the factory's replacement on top in place of the one before; null takes that out.</summary>
        public PatchHandle.Exchanged Set(Delegate? replacement)
        {
            var exchanged = handle.Exchange(_replacement, replacement);
            _replacement = exchanged.Replacement;
            return exchanged;
        }
    }
}
