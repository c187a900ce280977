using Hotpatch;

namespace Shop;

/// <summary>Loops that are hot before the patch comes: each ends when it sees that <see cref="PriceService.Step"/> has changed.</summary>
internal static class RunningLoops
{
    private const int Threads = 2;

    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(300);

    public static void Demonstrate()
    {
        var loops = Enumerable.Range(0, Threads).Select(_ => new Thread(CountUntilStepChanges) { IsBackground = true }).ToArray();
        foreach (var loop in loops)
            loop.Start();

        // By now the JIT has compiled the loops again while they run, with Step inlined.
        Thread.Sleep(WarmUp);
        Console.WriteLine($"  {loops.Count(loop => loop.IsAlive)} loops are running");

        using (PriceService.Patches.Step.PatchScoped(value => value + 1000))
        {
            foreach (var loop in loops)
                loop.Join();
        }

        Console.WriteLine($"  {loops.Count(loop => !loop.IsAlive)} loops saw the change and ended; Step(1) = {PriceService.Step(1)} again");
    }

    private static void CountUntilStepChanges()
    {
        while (PriceService.Step(0) == 1)
        {
            // Nothing else is in the loop, so that nothing else could make it look again.
        }
    }
}
