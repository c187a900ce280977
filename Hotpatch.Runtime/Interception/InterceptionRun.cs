using Hotpatch.Handles;

namespace Hotpatch.Interception;

/// <summary>Lays one interceptor around many methods: around all, or around none.</summary>
internal static class InterceptionRun
{
    /// <summary>Lays the interceptor.</summary>
    /// <param name="handles">The handles.</param>
    /// <param name="create">Creates the layer of one method; throws if the method can't be intercepted.</param>
    /// <param name="options">The owner, and how long to wait.</param>
    public static InterceptionSet Lay(IEnumerable<PatchHandle> handles, Func<PatchHandle, Interceptor> create, PatchOptions options)
    {
        var generics = handles is HandleSet set ? set.Generics : [];
        var (wait, cancellationToken) = (options.WaitTime, options.CancellationToken);
        var layers = new List<PatchLayer>();
        var scopes = new List<GenericPatchScope>();
        var refused = new Dictionary<PatchHandle, PatchException>();
        var laid = new InterceptionSet(layers, scopes, refused);
        try
        {
            // The generic methods first: their instantiations are among the handles too.
            foreach (var generic in generics)
                scopes.Add(generic.Begin(new FactoryEntry((handle, _) => TryCreate(handle, ((HandleSet)handles).Predicate, create), options.Owner), wait, cancellationToken));

            var instantiations = new HashSet<PatchHandle>(generics.SelectMany(generic => generic.Instantiations));
            foreach (var handle in handles)
            {
                if (instantiations.Contains(handle))
                    continue;

                if (TryCreate(handle, create, out var refusal) is { } layer)
                {
                    handle.Begin(layer, wait, cancellationToken);
                    layers.Add(layer.PublicOf(handle));
                }
                else
                {
                    refused[handle] = refusal!;
                }
            }

            return laid;
        }
        catch
        {
            laid.Dispose();
            throw;
        }
    }

    private static Interceptor? TryCreate(PatchHandle handle, Func<PatchHandle, bool> predicate, Func<PatchHandle, Interceptor> create)
        => predicate(handle) ? TryCreate(handle, create, out _) : null;

    private static Interceptor? TryCreate(PatchHandle handle, Func<PatchHandle, Interceptor> create, out PatchException? refusal)
    {
        try
        {
            refusal = null;
            return create(handle);
        }
        catch (PatchException exception)
        {
            refusal = exception;
            return null;
        }
    }
}
