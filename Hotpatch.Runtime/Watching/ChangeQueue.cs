using System.Collections.Concurrent;

namespace Hotpatch.Watching;

/// <summary>Tells of changes one after the other, while who makes them may go on.</summary>
internal sealed class ChangeQueue<TChange>(Action<TChange> tell) : IDisposable
{
    private readonly ConcurrentQueue<TChange> _queue = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly AsyncLocal<bool> _isWithin = new();

    /// <summary>Whether it is called by somebody who is being told: who must not wait for that to end.</summary>
    public bool IsWithin => _isWithin.Value;

    public void Add(TChange change) => _queue.Enqueue(change);

    /// <summary>Returns when all that was added before has been told; within a telling at once.</summary>
    public async Task TellAsync()
    {
        if (IsWithin)
            return;

        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            _isWithin.Value = true;
            while (_queue.TryDequeue(out var change))
                tell(change);
        }
        finally
        {
            _isWithin.Value = false;
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
