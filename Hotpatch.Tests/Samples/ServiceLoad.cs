using System.Collections.Concurrent;
using System.Diagnostics;

namespace Hotpatch.Tests.Samples;

/// <summary>Requests that go through the service all the time, whatever happens to it.</summary>
internal sealed class ServiceLoad : IAsyncDisposable
{
    private const int Clients = 4;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, byte> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly int[] _rounds = new int[Clients];
    private readonly Task[] _loops;

    public ServiceLoad(HttpClient client)
        => _loops = [.. Enumerable.Range(0, Clients).Select(index => Task.Run(() => Ask(client, index)))];

    /// <summary>What did not end in an answer.</summary>
    public IReadOnlyCollection<Exception> Failures => _failures;

    /// <summary>The different answers since <see cref="BeginAnew"/>.</summary>
    public IReadOnlyCollection<string> Answers => [.. _answers.Keys];

    /// <summary>Forgets the answers to requests that are running, or have ended.</summary>
    public async Task BeginAnew()
    {
        await OneMoreRound();
        _answers.Clear();
    }

    /// <summary>Ends when each client has asked and got an answer since this was called.</summary>
    public async Task OneMoreRound()
    {
        // What is running now may have begun long ago: the one after it counts.
        var before = _rounds.Select((_, index) => Volatile.Read(ref _rounds[index])).ToArray();
        for (var clock = Stopwatch.StartNew(); before.Where((count, index) => Volatile.Read(ref _rounds[index]) < count + 2).Any(); await Task.Delay(20))
            Assert.That(clock.Elapsed, Is.LessThan(Limit), () => $"no answers any more: {string.Join("; ", _failures.Select(failure => failure.Message))}");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops);
        _stop.Dispose();
    }

    private async Task Ask(HttpClient client, int index)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                // Throws where the status is no success.
                _answers[await client.GetStringAsync(index % 2 == 0 ? "/quote/10" : "/order/10")] = 0;
                Interlocked.Increment(ref _rounds[index]);
                await Task.Delay(2);
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                _failures.Enqueue(exception);
            }
        }
    }
}
