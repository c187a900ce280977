using Hotpatch.Woven;

namespace Hotpatch.Tests.Gates;

/// <summary>A call on a thread of its own that stays inside until it is released.</summary>
#pragma warning disable CA1001 // Events without a wait handle need no disposal.
internal sealed class HeldCall
#pragma warning restore CA1001
{
    private readonly ManualResetEventSlim _entered = new();
    private readonly ManualResetEventSlim _leave = new();
    private readonly Thread _thread;

    private HeldCall(Gate gate)
        => _thread = new Thread(() =>
        {
            ref var count = ref gate.Enter();
            _entered.Set();
            _leave.Wait();
            count.Exit();
        })
        { IsBackground = true };

    public static HeldCall In(Gate gate)
    {
        var held = new HeldCall(gate);
        held._thread.Start();
        Assert.That(held._entered.Wait(60_000), Is.True, "the call does not get in");
        return held;
    }

    public void Release()
    {
        _leave.Set();
        _thread.Join();
    }
}
