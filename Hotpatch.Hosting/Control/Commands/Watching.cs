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

    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(30);

    public static async IAsyncEnumerable<CallDescription> RunAsync(
        PatchHandle handle, WatchQuery query, string owner, Secrets secrets, Observations observations, [EnumeratorCancellation] CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        var calls = Channels.Channel.CreateBounded<CallDescription>(new Channels.BoundedChannelOptions(MostUnread) { SingleReader = true });
        var unread = new Unread(calls, patience ?? DefaultPatience);
        var observation = observations.Add(() => handle.Observe(
            call => unread.Add(() => Describe(call, query.Depth, secrets)),
            new ObserveOptions { Owner = owner, MaxCallsPerSecond = Math.Max(1, query.MaxCallsPerSecond) }));
        unread.GiveUp = () => observations.End(observation);
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

        // The value of a property has no name but the property's.
        var isSecret = secrets.Contains(NameOf(call.Method.Name));

        var parameters = call.Method.GetParameters();
        var arguments = new ArgumentDescription[Math.Min(parameters.Length, call.Arguments.Count)];
        for (var i = 0; i < arguments.Length; i++)
        {
            var name = parameters[i].Name ?? FormattableString.Invariant($"arg{i}");
            arguments[i] = new(name, (isSecret && name == "value") || secrets.Contains(name) ? "***" : Text(call.Arguments[i]));
        }

        return new(
            call.StartTime,
            call.Duration.TotalMilliseconds,
            call.ThreadId,
            call.Instance is null ? null : Text(call.Instance),
            arguments,
            call.IsFaulted ? null : isSecret ? "***" : Text(call.Result),
            call.IsFaulted ? Text(call.Exception) : null,
            call.WasPatched,
            Dropped: 0);
    }

    private static string NameOf(string method)
        => method.StartsWith("get_", StringComparison.Ordinal) || method.StartsWith("set_", StringComparison.Ordinal) ? method[4..] : method;

    /// <summary>Calls that the client has not read yet. Thread safe.</summary>
    private sealed class Unread(Channels.Channel<CallDescription> calls, TimeSpan patience)
    {
        private long _dropped;
        private long _fullSince;

        /// <summary>Gets or sets what ends the observation of a client that reads nothing.</summary>
        public Action? GiveUp { get; set; }

        public void Add(Func<CallDescription> describe)
        {
            // To describe a call costs more than to drop it.
            if (calls.Reader.Count < MostUnread && calls.Writer.TryWrite(describe() with { Dropped = Interlocked.Read(ref _dropped) }))
            {
                Volatile.Write(ref _fullSince, 0);
                return;
            }

            Interlocked.Increment(ref _dropped);
            var now = Environment.TickCount64;
            if (Interlocked.CompareExchange(ref _fullSince, now, 0) is not 0 and var since && now - since >= patience.TotalMilliseconds
                && calls.Writer.TryComplete(new ControlException(ControlError.Argument, $"The watch has ended, since the client has read nothing for {patience.TotalSeconds} seconds.")))
            {
                // Not within the call, which may be one of a wrapper.
                ThreadPool.QueueUserWorkItem(static giveUp => giveUp?.Invoke(), GiveUp, preferLocal: false);
            }
        }
    }
}
