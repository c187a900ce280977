// C# 7.3
#pragma warning disable CS1591
using Hotpatch;

namespace Shop
{
    public class One
    {
        [Patchable] public One(int value) { }
        [Patchable] ~One() { }
    }

    public class Several
    {
        [Patchable] public Several() { }
        [Patchable] public Several(int value) { }
        [Patchable] protected Several(ref string text) { }
    }

    public class Hostile
    {
        [Patchable] public Hostile() { }
        [Patchable] public void Constructor() { }
        [Patchable] public void Finalize(int value) { }
    }
}
