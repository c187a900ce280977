namespace Hotpatch.Hosting.Control.Commands;

/// <summary>
/// What a client observes. Ends with the client: a sequence that the client no longer asks for is suspended, and would go on observing. Thread safe.
/// </summary>
internal sealed class Observations : IDisposable
{
    private readonly HashSet<IDisposable> _live = [];
    private bool _isOver;

    /// <summary>Begins to observe, unless the client has gone.</summary>
    /// <exception cref="OperationCanceledException">It has.</exception>
    public T Add<T>(Func<T> begin)
        where T : IDisposable
    {
        lock (_live)
        {
            if (_isOver)
                throw new OperationCanceledException("The client has gone.");

            var observation = begin();
            _live.Add(observation);
            return observation;
        }
    }

    /// <summary>Ends an observation.</summary>
    public void End(IDisposable observation)
    {
        lock (_live)
            _live.Remove(observation);

        observation.Dispose();
    }

    public void Dispose()
    {
        IDisposable[] live;
        lock (_live)
        {
            _isOver = true;
            live = [.. _live];
            _live.Clear();
        }

        foreach (var observation in live)
        {
            try
            {
                observation.Dispose();
            }
#pragma warning disable CA1031 // One that can't be ended must not keep the others.
            catch (Exception)
#pragma warning restore CA1031
            {
                // A wrapper of the method is what ends the client. That observer stays until the program ends its method's patches.
            }
        }
    }
}
