using System.Collections.Concurrent;
using Hotpatch.Handles;

namespace Hotpatch.Observers;

/// <summary>Begins one observer on many methods, with the instantiations of generic ones that come into use later. Thread safe.</summary>
/// <param name="onEnded">The observer.</param>
/// <param name="options">What it sees.</param>
internal sealed class ObservationRun(Action<ObservedCall> onEnded, ObserveOptions options)
{
    private readonly ConcurrentDictionary<PatchHandle, CallObservation> _observations = [];
    private readonly ConcurrentDictionary<PatchHandle, PatchException> _refused = [];
    private readonly List<(GenericPatchHandle Handle, FactoryEntry Entry)> _factories = [];

    public IReadOnlyList<CallObservation> Observations => _observations.Values.ToArray();

    public IReadOnlyDictionary<PatchHandle, PatchException> Refused => new Dictionary<PatchHandle, PatchException>(_refused);

    public void Begin(IEnumerable<PatchHandle> handles)
    {
        // The generic methods first: their instantiations are among the handles too.
        foreach (var generic in handles is HandleSet set ? set.Generics : [])
        {
            var entry = new FactoryEntry((handle, _) => ((HandleSet)handles).Predicate(handle) ? TryCreate(handle)?.Entry : null, options.Owner) { OnlyLooks = true, Forget = handle => _observations.TryRemove(handle, out CallObservation? _) };
            _factories.Add((generic, entry));
            generic.BeginAtOnce(entry);
        }

        foreach (var handle in handles)
        {
            if (handle is null || !_observations.ContainsKey(handle))
                TryCreate(handle ?? throw new ArgumentException("Handles were expected, but null was found.", nameof(handles)))?.Begin();
        }
    }

    public void End()
    {
        foreach (var (generic, entry) in _factories)
            generic.EndAtOnce(entry);

        Telling.ForEach(_observations.Values, observation => observation.Dispose());
        _observations.Clear();
    }

    private CallObservation? TryCreate(PatchHandle handle)
    {
        try
        {
            return _observations.GetOrAdd(handle, added => new CallObservation(added, onEnded, options));
        }
        catch (PatchException exception)
        {
            _refused[handle] = exception;
            return null;
        }
    }
}
