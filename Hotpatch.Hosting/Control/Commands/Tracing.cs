using System.Runtime.CompilerServices;
using Hotpatch.Hosting.Control.Protocol;
using Channels = System.Threading.Channels;

namespace Hotpatch.Hosting.Control.Commands;

/// <summary>Follows the calls of a method down to the patchable methods that they call, until the client stops reading.</summary>
internal static class Tracing
{
    // Each costs its calls a little while the trace runs.
    private const int MostMethods = 5000;
    private const int MostUnread = 100;

    // A tree as JSON has two levels for each of its own.
    private const int Deepest = 200;

    public static async IAsyncEnumerable<TraceDescription> RunAsync(
        PatchHandle root, TraceQuery query, string owner, Observations observations, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var below = MethodSearch.Predicate(query.Below);
        var methods = Patchable.Where(handle => handle == root || below(handle));
        if (methods.Count > MostMethods)
        {
            throw new ControlException(
                ControlError.Argument, $"At most {MostMethods} methods were expected below the call, but there are {methods.Count}. Choose some by a pattern: --below.");
        }

        var roots = Channels.Channel.CreateBounded<TraceNode>(
            new Channels.BoundedChannelOptions(MostUnread) { SingleReader = true, FullMode = Channels.BoundedChannelFullMode.DropWrite });
        var trace = new CallTrace(root, Math.Clamp(query.Depth, 0, Deepest), node => roots.Writer.TryWrite(node));
        var observation = observations.Add(() => methods.Observe(
            trace.Ended, new ObserveOptions { Owner = owner, Parts = ObservedParts.Time, OnBegun = trace.Begun, OnReturned = trace.Returned }));
        try
        {
            if (observation.Refused.TryGetValue(root, out var refusal))
                throw new ControlException(ControlError.Refused, refusal.Message);

            for (var left = query.Count ?? int.MaxValue; left > 0; left--)
                yield return (await roots.Reader.ReadAsync(cancellationToken).ConfigureAwait(false)).Describe();
        }
        finally
        {
            observations.End(observation);
        }
    }
}
