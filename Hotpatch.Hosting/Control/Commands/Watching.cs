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

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async IAsyncEnumerable<CallDescription> RunAsync(
        PatchHandle handle, WatchQuery query, string owner, Secrets secrets, Observations observations, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var calls = Channels.Channel.CreateBounded<CallDescription>(new Channels.BoundedChannelOptions(MostUnread) { SingleReader = true });
        var unread = new Unread(calls.Writer);
        var observation = observations.Add(() => handle.Observe(
            call => unread.Add(() => Describe(call, query.Depth, secrets)),
            new ObserveOptions { Owner = owner, MaxCallsPerSecond = Math.Max(1, query.MaxCallsPerSecond) }));
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

    // On the thread of the call, since the objects change after it.
    private static CallDescription Describe(ObservedCall call, int depth, Secrets secrets)
    {
        string Text(object? value) => ValueText.Of(value, depth, secrets.Contains);

        var parameters = call.Method.GetParameters();
        var arguments = new ArgumentDescription[Math.Min(parameters.Length, call.Arguments.Count)];
        for (var i = 0; i < arguments.Length; i++)
        {
            var name = parameters[i].Name ?? FormattableString.Invariant($"arg{i}");
            arguments[i] = new(name, secrets.Contains(name) ? "***" : Text(call.Arguments[i]));
        }

        return new(
            call.StartTime,
            call.Duration.TotalMilliseconds,
            call.ThreadId,
            call.Instance is null ? null : Text(call.Instance),
            arguments,
            call.IsFaulted ? null : Text(call.Result),
            call.IsFaulted ? Text(call.Exception) : null,
            call.WasPatched,
            Dropped: 0);
    }

    /// <summary>Calls that the client has not read yet. Thread safe.</summary>
    private sealed class Unread(Channels.ChannelWriter<CallDescription> writer)
    {
        private long _dropped;
        private long _fullSince;

        public void Add(Func<CallDescription> describe)
        {
            if (writer.TryWrite(describe() with { Dropped = Interlocked.Read(ref _dropped) }))
            {
                Volatile.Write(ref _fullSince, 0);
                return;
            }

            Interlocked.Increment(ref _dropped);
            var now = Environment.TickCount64;
            if (Interlocked.CompareExchange(ref _fullSince, now, 0) is not 0 and var since && now - since > Patience.TotalMilliseconds)
                writer.TryComplete(new ControlException(ControlError.Timeout, $"The watch has ended, since the client has read nothing for {Patience.TotalSeconds} seconds."));
        }
    }
}
