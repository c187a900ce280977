using System.Collections.Concurrent;

namespace Hotpatch.Libraries.Watching;

/// <summary>Reports changes to a callback, one at a time and in order. The thread that makes a change need not wait for its report.</summary>
internal sealed class ChangeQueue<TChange>(Action<TChange> tell) : IDisposable
{
    private readonly ConcurrentQueue<TChange> _queue = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly AsyncLocal<Telling?> _telling = new();

    /// <summary>Gets whether the caller runs inside a report. It must not wait for that report to end: that would be a deadlock.</summary>
    public bool IsWithin => _telling.Value is { IsOver: false };

    public void Add(TChange change) => _queue.Enqueue(change);

    /// <summary>Reports all changes that were added. Returns at once if the caller runs inside a report.</summary>
    /// <returns>A task that completes when the changes are reported.</returns>
    public async Task TellAsync()
    {
        if (IsWithin)
            return;

        // Loops, since a change may be added inside a report just after that report has found the queue empty.
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

    /// <summary>
    /// Marks the flow of a report. Tasks that a subscriber starts inherit the mark, and may still carry it after the report has ended.
    /// </summary>
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
