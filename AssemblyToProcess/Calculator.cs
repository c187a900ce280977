using Hotpatch;

namespace Fixtures;

/// <summary>The example of the design.</summary>
public class Calculator
{
    [Patchable]
    public static int Add(int a, int b)
    {
        return a + b;
    }
}
