using System.Collections.Concurrent;
using Hotpatch.Handles;

namespace Hotpatch.Interception;

/// <summary>Lays one interceptor around many methods, or around none. Thread safe.</summary>
internal sealed class InterceptionRun
{
    private readonly ConcurrentDictionary<PatchHandle, PatchException> _refused = [];
    private readonly List<(PatchHandle Handle, Interceptor Layer)> _layers = [];
    private readonly List<(GenericPatchHandle Handle, FactoryEntry Entry, GenericPatchScope Scope)> _scopes = [];
    private readonly Func<PatchHandle, Interceptor> _create;

    private InterceptionRun(Func<PatchHandle, Interceptor> create) => _create = create;

    public IReadOnlyDictionary<PatchHandle, PatchException> Refused => new Dictionary<PatchHandle, PatchException>(_refused);

    public static InterceptionSet Lay(IEnumerable<PatchHandle> handles, Func<PatchHandle, Interceptor> create, PatchOptions options)
    {
        var run = new InterceptionRun(create);
        try
        {
            run.Lay(handles, options);
        }
        catch
        {
            run.EndAtOnce();
            throw;
        }

        return new InterceptionSet(run, run._layers.Select(laid => laid.Layer.PublicOf(laid.Handle)).ToArray(), run._scopes.Select(laid => laid.Scope).ToArray());
    }

    private void Lay(IEnumerable<PatchHandle> handles, PatchOptions options)
    {
        // The generic methods first: their instantiations are among the handles too.
        var generics = handles is HandleSet set ? set.Generics : [];
        foreach (var generic in generics)
        {
            var entry = new FactoryEntry((handle, _) => ((HandleSet)handles).Predicate(handle) ? TryCreate(handle) : null, options.Owner)
            {
                Forget = handle => _refused.TryRemove(handle, out PatchException? _),
            };
            _scopes.Add((generic, entry, generic.Begin(entry, options.WaitTime, options.CancellationToken)));
        }

        var instantiations = new HashSet<PatchHandle>(generics.SelectMany(generic => generic.Instantiations));
        foreach (var handle in handles)
        {
            if (handle is null)
                throw new ArgumentException("Handles were expected, but null was found.", nameof(handles));

            if (!instantiations.Contains(handle) && TryCreate(handle) is { } layer)
            {
                handle.Begin(layer, options.WaitTime, options.CancellationToken);
                _layers.Add((handle, layer));
            }
        }
    }

    /// <summary>Takes back what was laid, without waiting: the wait may just have taken too long.</summary>
    private void EndAtOnce()
    {
        Telling.ForEach(_scopes, laid => laid.Handle.EndAtOnce(laid.Entry));
        Telling.ForEach(_layers, laid => laid.Handle.ForceEdit(StackEdit.End(laid.Layer)));
    }

    private Interceptor? TryCreate(PatchHandle handle)
    {
        try
        {
            return _create(handle);
        }
        catch (PatchException exception)
        {
            _refused[handle] = exception;
            return null;
        }
    }
}
