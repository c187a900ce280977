using System.Runtime.CompilerServices;
using Hotpatch.Hosting.Control.Protocol;
using Hotpatch.Hosting.Control.Values;
using Channels = System.Threading.Channels;

namespace Hotpatch.Hosting.Control.Commands;

/// <summary>Observes the calls of a method for a client, until the client stops reading.</summary>
internal static class Watching
{
    // What a client has not read yet. If there are more, calls are dropped, so that a slow client costs the program no memory.
    private const int MostUnread = 200;

    public static async IAsyncEnumerable<CallDescription> RunAsync(
        PatchHandle handle, WatchQuery query, string owner, Secrets secrets, Observations observations, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var when = ConditionOf(query, secrets);
        var isFiltered = when is not null || query.OnlyFaults || query.MinMilliseconds > 0;
        var calls = Channels.Channel.CreateBounded<CallDescription>(new Channels.BoundedChannelOptions(MostUnread) { SingleReader = true });
        var unread = new Unread(calls, Math.Max(1, query.MaxCallsPerSecond));
        var observation = Refusals.Tell(() => observations.Add(() => handle.Observe(
            call =>
            {
                if (when is not null && !unread.Meets(() => when.Holds(call)))
                    return;

                // The sampler picks calls when they begin, and so before the filters.
                if ((!query.OnlyFaults || call.IsFaulted) && call.Duration.TotalMilliseconds >= query.MinMilliseconds)
                    unread.Add(isFiltered, () => CallText.Describe(call, query.Depth, secrets, call.State as string));
            },
            new ObserveOptions
            {
                Owner = owner,
                MaxCallsPerSecond = isFiltered ? int.MaxValue : Math.Max(1, query.MaxCallsPerSecond),
                SamplingRate = Math.Clamp(query.SamplingRate, 0, 1),
                OnBegun = query.HasCaller ? call => call.State = CallerText.OfThisThread() : null,
            })));
        unread.OnEnded = () => observations.End(observation);
        try
        {
            var left = query.Count ?? int.MaxValue;
            while (left > 0 && await calls.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                while (left > 0 && calls.Reader.TryRead(out var call))
                {
                    left--;
                    yield return call with { Dropped = call.Dropped + observation.Dropped };
                }
            }
        }
        finally
        {
            observations.End(observation);
        }
    }

    private static WhenCondition? ConditionOf(WatchQuery query, Secrets secrets)
    {
        try
        {
            return query.When is null ? null : new WhenCondition(query.When, secrets);
        }
        catch (WhenException exception)
        {
            throw new ControlException(ControlError.Argument, $"A condition was expected, but {exception.Message}.");
        }
    }

    /// <summary>Calls that the client has not read yet. Thread safe.</summary>
    private sealed class Unread(Channels.Channel<CallDescription> calls, int rate)
    {
        private long _dropped;
        private long _second;
        private int _inSecond;

        /// <summary>Gets or sets what ends the observation if a condition can't be evaluated.</summary>
        public Action? OnEnded { get; set; }

        /// <summary>Returns whether a condition holds. If it can't be evaluated, the watch ends.</summary>
        public bool Meets(Func<bool> condition)
        {
            try
            {
                return condition();
            }
#pragma warning disable CA1031 // Whatever fails: a watch that shows nothing would look like a program without calls.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                // Not within the call, which may be one of a wrapper.
                if (calls.Writer.TryComplete(new ControlException(ControlError.Argument, $"The condition can't be evaluated for a call: {exception.Message}.")))
                    ThreadPool.QueueUserWorkItem(static onEnded => onEnded?.Invoke(), OnEnded, preferLocal: false);

                return false;
            }
        }

        public void Add(bool isCounted, Func<CallDescription> describe)
        {
            if (isCounted && !HasRoom())
            {
                Interlocked.Increment(ref _dropped);
                return;
            }

            // To describe a call costs more than to drop it.
            if (calls.Reader.Count >= MostUnread || !calls.Writer.TryWrite(describe() with { Dropped = Interlocked.Read(ref _dropped) }))
                Interlocked.Increment(ref _dropped);
        }

        private bool HasRoom()
        {
            var second = Environment.TickCount64 / 1000;
            if (Interlocked.Exchange(ref _second, second) != second)
                Interlocked.Exchange(ref _inSecond, 0);

            return Interlocked.Increment(ref _inSecond) <= rate;
        }
    }
}
