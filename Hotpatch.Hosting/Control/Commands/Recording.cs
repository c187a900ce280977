using System.Runtime.CompilerServices;
using Hotpatch.Hosting.Control.Protocol;
using Hotpatch.Hosting.Control.Values;

namespace Hotpatch.Hosting.Control.Commands;

/// <summary>Records the calls of a method for a client, until it has enough or stops reading. The calls stay with the process.</summary>
internal static class Recording
{
    private const int MostCalls = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async IAsyncEnumerable<RecordedDescription> RunAsync(
        PatchHandle handle, RecordQuery query, RecordedCalls kept, Secrets secrets, Observations observations, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = query.Count is > 0 and <= MostCalls
            ? query.Count
            : throw new ControlException(ControlError.Argument, $"A number of calls from 1 to {MostCalls} was expected, but {query.Count} was found.");
        var recording = Refusals.Tell(() => observations.Add(() => handle.Record(count)));
        try
        {
            for (long next = 0; count > 0;)
            {
                foreach (var call in recording.Calls.Where(call => call.Number >= next).Take(count).ToArray())
                {
                    (next, count) = (call.Number + 1, count - 1);
                    yield return Describe(kept.Add(call), call, query.Depth, secrets);
                }

                if (count > 0)
                    await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            observations.End(recording);
        }
    }

    public static RecordedDescription Describe(long number, RecordedCall call, int depth, Secrets secrets)
        => new(number, call.Call.Handle.Name, CallText.Describe(call.Call, depth, secrets));
}
