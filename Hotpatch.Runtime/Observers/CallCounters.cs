using System.Runtime.InteropServices;

namespace Hotpatch.Observers;

/// <summary>Counts calls. Threads count in different cache lines, as far as there are enough. Thread safe.</summary>
internal sealed class CallCounters
{
    private readonly Stripe[] _stripes = new Stripe[StripeCount];

    // Begun is read last, so that a call is never counted as ended only.
    public long InFlight => -Sum(static stripe => Volatile.Read(ref stripe.Ended)) + Begun;

    public long Begun => Sum(static stripe => Volatile.Read(ref stripe.Begun));

    public long Faults => Sum(static stripe => Volatile.Read(ref stripe.Faults));

    private static int StripeCount
    {
        get
        {
            var count = 4;
            while (count < Environment.ProcessorCount * 2 && count < 64)
                count *= 2;

            return count;
        }
    }

    /// <summary>Gets the counts of this thread, and of others that share them.</summary>
    public Stripe Own => _stripes[Environment.CurrentManagedThreadId & (_stripes.Length - 1)] ?? Create();

    private long Sum(Func<Stripe, long> count) => _stripes.Sum(stripe => stripe is null ? 0 : count(stripe));

    private Stripe Create()
    {
        ref var stripe = ref _stripes[Environment.CurrentManagedThreadId & (_stripes.Length - 1)]!;
        return Interlocked.CompareExchange(ref stripe, new Stripe(), null!) ?? stripe;
    }

    // Larger than a cache line and the one that processors fetch beside it.
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    internal sealed class Stripe
    {
        public long Begun;
        public long Ended;
        public long Faults;
    }
}
