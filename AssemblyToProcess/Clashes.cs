using Hotpatch;

namespace Fixtures;

/// <summary>Names that generated members would like to have.</summary>
public class Clashes
{
    [Patchable] public static int Add(int a) => a + Add_Original() + PatchSlots.Add;

    public static int Add_Original() => 100;

    [Patchable] public static int PatchHandles() => 5;

    [Patchable] public static int @class() => 6;

    public static class PatchSlots
    {
        public static int Add = 1000;
    }
}
