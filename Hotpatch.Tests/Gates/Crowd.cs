namespace Hotpatch.Tests.Gates;

/// <summary>Threads that call without pause until they are told to stop.</summary>
internal sealed class Crowd : IDisposable
{
    // So many numbers fill a line of the processor's cache: threads that count do not slow each other down.
    private const int Apart = 16;

    private readonly List<Thread> _threads = [];
    private readonly List<Exception> _failures = [];
    private volatile bool _done;
    private readonly long[] _calls;

    /// <summary>How many calls have ended so far.</summary>
    public long Calls => Enumerable.Range(0, _threads.Count).Sum(number => Volatile.Read(ref _calls[number * Apart]));

    /// <param name="count">How many threads.</param>
    /// <param name="call">What they do; gets the thread's number.</param>
    public Crowd(int count, Action<int> call)
    {
        _calls = new long[count * Apart];
        for (var i = 0; i < count; i++)
        {
            var number = i;
            var thread = new Thread(() => Work(number, call)) { IsBackground = true };
            _threads.Add(thread);
            thread.Start();
        }
    }

    public bool IsDone => _done;

    /// <summary>Ends it, and fails where a call threw or hangs.</summary>
    public void Dispose()
    {
        _done = true;
        foreach (var thread in _threads)
            Assert.That(thread.Join(TimeSpan.FromSeconds(60)), Is.True, "a thread hangs");

        lock (_failures)
            Assert.That(_failures, Is.Empty);
    }

    private void Work(int number, Action<int> call)
    {
        try
        {
            // At least one, however late the thread begins.
            do
            {
                call(number);
                Volatile.Write(ref _calls[number * Apart], _calls[number * Apart] + 1);
            }
            while (!_done);
        }
#pragma warning disable CA1031 // It is told at the end.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            lock (_failures)
                _failures.Add(exception);
        }
    }
}
