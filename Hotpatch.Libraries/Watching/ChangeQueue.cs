using System.Collections.Concurrent;

namespace Hotpatch.Libraries.Watching;

/// <summary>Tells of changes one after the other, while who makes them may go on.</summary>
internal sealed class ChangeQueue<TChange>(Action<TChange> tell) : IDisposable
{
    private readonly ConcurrentQueue<TChange> _queue = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly AsyncLocal<Telling?> _telling = new();

    /// <summary>Whether it is called by somebody who is being told: who must not wait for that to end.</summary>
    public bool IsWithin => _telling.Value is { IsOver: false };

    public void Add(TChange change) => _queue.Enqueue(change);

    /// <summary>Returns when all that was added before has been told; within a telling at once.</summary>
    public async Task TellAsync()
    {
        if (IsWithin)
            return;

        // What was added within the telling just when it ended has been left to this one.
        do
            await TellOnceAsync().ConfigureAwait(false);
        while (!_queue.IsEmpty);
    }

    public void Dispose() => _turn.Dispose();

    private async Task TellOnceAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        var telling = new Telling();
        try
        {
            _telling.Value = telling;
            while (_queue.TryDequeue(out var change))
                tell(change);
        }
        finally
        {
            telling.IsOver = true;
            _turn.Release();
        }
    }

    /// <summary>What subscribers start takes it along, and may still have it when it is over.</summary>
    private sealed class Telling
    {
        private volatile bool _isOver;

        public bool IsOver
        {
            get => _isOver;
            set => _isOver = value;
        }
    }
}
