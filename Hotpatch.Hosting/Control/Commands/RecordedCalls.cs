using Hotpatch.Hosting.Control.Protocol;

namespace Hotpatch.Hosting.Control.Commands;

/// <summary>
/// Keeps recorded calls, so that another client can run them again. Keeps the objects of the calls alive, so there are few, and not for long. Thread safe.
/// </summary>
internal sealed class RecordedCalls : IDisposable
{
    private const int MostCalls = 100;

    private static readonly TimeSpan Age = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    private readonly SortedDictionary<long, (RecordedCall Call, long Added)> _calls = [];
    private Timer? _timer;
    private long _last;

    /// <summary>Keeps a call.</summary>
    /// <returns>Its number.</returns>
    public long Add(RecordedCall call)
    {
        lock (_calls)
        {
            _timer ??= new Timer(static calls => ((RecordedCalls)calls!).Forget(), this, Look, Look);
            _calls[++_last] = (call, Environment.TickCount64);
            if (_calls.Count > MostCalls)
                _calls.Remove(_calls.Keys.First());

            return _last;
        }
    }

    public IReadOnlyList<(long Number, RecordedCall Call)> All
    {
        get
        {
            lock (_calls)
                return [.. _calls.Select(call => (call.Key, call.Value.Call))];
        }
    }

    /// <exception cref="ControlException">No call of this number is kept.</exception>
    public RecordedCall Find(long number)
    {
        lock (_calls)
        {
            return _calls.TryGetValue(number, out var found) ? found.Call : throw new ControlException(
                ControlError.NotFound,
                $"A recorded call was expected, but number {number} is not kept. {(_calls.Count == 0 ? "Record some first: hotpatch record METHOD." : $"Kept are {string.Join(", ", _calls.Keys)}.")}");
        }
    }

    /// <summary>Forgets all calls.</summary>
    /// <returns>How many there were.</returns>
    public int Clear()
    {
        lock (_calls)
        {
            var count = _calls.Count;
            _calls.Clear();
            return count;
        }
    }

    public void Dispose()
    {
        lock (_calls)
            _timer?.Dispose();

        Clear();
    }

    private void Forget()
    {
        var oldest = Environment.TickCount64 - (long)Age.TotalMilliseconds;
        lock (_calls)
        {
            foreach (var number in _calls.Where(call => call.Value.Added <= oldest).Select(call => call.Key).ToArray())
                _calls.Remove(number);
        }
    }
}
