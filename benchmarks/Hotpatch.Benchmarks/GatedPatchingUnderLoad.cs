using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>Patching an asynchronous <c>Exclusive</c> method that is called 500 times a second, and whose calls take 50 ms.</summary>
[WarmupCount(5)] // One operation takes so long that there is nothing to warm up.
[IterationCount(60)]
public class GatedPatchingUnderLoad
{
    private const int CallsEach20Milliseconds = 10;
    private const int LongestCall = 50;

    private readonly PatchHandle<Func<Task>> _handle = Patchable.For<Func<Task>>(Work);
    private volatile bool _hasEnded;
    private Task _load = Task.CompletedTask;
    private long _done;

    [GlobalSetup]
    public void Begin() => _load = Task.Run(Load);

    [GlobalCleanup]
    public void End()
    {
        _hasEnded = true;
        _load.Wait();
        if (Interlocked.Read(ref _done) == 0)
            throw new InvalidOperationException("Calls were expected to end.");
    }

    /// <summary>The time that one call takes: no patch can wait for less if a call has just begun.</summary>
    [Benchmark(Baseline = true)]
    public void OneCall() => Task.Delay(LongestCall).Wait();

    /// <summary>Within four times the longest call.</summary>
    [AtMost(Milliseconds = 4 * LongestCall)]
    [Benchmark]
    public void Patch() => _handle.Patch(() => Task.Delay(LongestCall));

    /// <summary>What others do on the pool meanwhile.</summary>
    [AtMost(Milliseconds = 4 * LongestCall)]
    [Benchmark]
    public void PatchWhileOthersUseThePool()
    {
        var patch = Task.Factory.StartNew(Patch, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        while (!patch.IsCompleted)
            Task.Run(() => { }).Wait();
    }

    [Patchable(Consistency = Consistency.Exclusive)]
    private static async Task Work() => await Task.Delay(LongestCall).ConfigureAwait(false);

    private async Task Load()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var running = new List<Task>();
        while (!_hasEnded && await timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            running.RemoveAll(call => call.IsCompleted);
            for (var i = 0; i < CallsEach20Milliseconds; i++)
                running.Add(Task.Run(Call));
        }

        await Task.WhenAll(running).ConfigureAwait(false);
    }

    private async Task Call()
    {
        await Work().ConfigureAwait(false);
        Interlocked.Increment(ref _done);
    }
}
