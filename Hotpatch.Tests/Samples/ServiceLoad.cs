using System.Collections.Concurrent;

namespace Hotpatch.Tests.Samples;

/// <summary>Requests that go through the service all the time, whatever happens to it.</summary>
internal sealed class ServiceLoad : IAsyncDisposable
{
    private const int Clients = 4;

    private readonly ConcurrentDictionary<string, int> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _loops;

    public ServiceLoad(HttpClient client)
        => _loops = [.. Enumerable.Range(0, Clients).Select(index => Task.Run(() => Ask(client, index % 2 == 0 ? "/quote/10" : "/order/10")))];

    /// <summary>What did not end in an answer.</summary>
    public IReadOnlyCollection<Exception> Failures => _failures;

    /// <summary>The different answers that were given since the last time that this was called.</summary>
    public IReadOnlyCollection<string> TakeAnswers()
    {
        var answers = _answers.Keys.ToArray();
        foreach (var answer in answers)
            _answers.TryRemove(answer, out _);

        return answers;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops);
        _stop.Dispose();
    }

    private async Task Ask(HttpClient client, string path)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                // Throws where the status is no success.
                var answer = await client.GetStringAsync(path);
                _answers.AddOrUpdate(answer, 1, (_, count) => count + 1);
                await Task.Delay(2);
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                _failures.Enqueue(exception);
            }
        }
    }
}
