using Hotpatch.Observers;

namespace Hotpatch;

/// <summary>The latest calls of a method. Dispose it to stop recording; the recorded calls stay readable.</summary>
/// <remarks>
/// Keeps the instances, the arguments and the results of its calls in memory. Thread safe.
/// </remarks>
public sealed class CallRecording : IDisposable
{
    private readonly RecordedCall?[] _calls;
    private readonly CallObservation _observation;
    private long _count;

    internal CallRecording(PatchHandle handle, int capacity)
    {
        _calls = new RecordedCall[capacity];
        _observation = new CallObservation(handle, Add, new ObserveOptions(), "all calls, to record them").Begin();
    }

    /// <summary>Gets the handle of the method.</summary>
    public PatchHandle Handle => _observation.Handle;

    /// <summary>Gets how many calls the recording keeps.</summary>
    public int Capacity => _calls.Length;

    /// <summary>Gets the number of all calls that were recorded, also those that made room for others.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Gets the recorded calls in the order in which they ended, the oldest first, as a snapshot.</summary>
    public IReadOnlyList<RecordedCall> Calls
    {
        get
        {
            var calls = new List<RecordedCall>(_calls.Length);
            for (var i = 0; i < _calls.Length; i++)
            {
                if (Volatile.Read(ref _calls[i]) is { } call)
                    calls.Add(call);
            }

            calls.Sort((one, other) => one.Number.CompareTo(other.Number));
            return calls;
        }
    }

    /// <summary>Stops recording. Waits for nobody. Calls that are running now are not recorded.</summary>
    /// <exception cref="PatchDeadlockException">A wrapper of the same method disposes the recording. Dispose it again later.</exception>
    public void Dispose() => _observation.Dispose();

    /// <summary>Returns the method's full name and the number of calls.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => FormattableString.Invariant($"{Handle.Name}: recording, {Math.Min(Count, Capacity)} of {Count} {(Count == 1 ? "call" : "calls")}");

    private void Add(ObservedCall call)
    {
        var number = Interlocked.Increment(ref _count) - 1;
        Volatile.Write(ref _calls[number % _calls.Length], new RecordedCall(call, number));
    }
}
