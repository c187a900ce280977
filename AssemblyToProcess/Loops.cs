using Hotpatch;

namespace Fixtures;

/// <summary>Hot loops around tiny methods, which the JIT inlines.</summary>
public class Loops
{
    public static volatile bool Stop;

    public static long Rounds;

    [Patchable] public static int Static(int value) => value;

    [Patchable] public int Instance(int value) => value;

    public static bool SpinStatic(int warmUp)
    {
        for (var i = 0; i < warmUp; i++)
            Static(i);

        // Nothing in the loop but the call: what could be hoisted would be.
        var seen = 0;
        for (long round = 0; seen == 0 && round < 20_000_000_000; round++)
            seen = Static(0);

        return seen != 0;
    }

    public bool SpinInstance(int warmUp)
    {
        for (var i = 0; i < warmUp; i++)
            Instance(i);

        var seen = 0;
        while (seen == 0 && !Stop)
        {
            seen = Instance(0);
            Rounds++;
        }

        return seen != 0;
    }
}
