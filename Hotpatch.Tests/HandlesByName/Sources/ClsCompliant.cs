// C# 7.3
#pragma warning disable CS1591
using System;
using Hotpatch;

[assembly: CLSCompliant(true)]

namespace Shop
{
    public class Compliant
    {
        [CLSCompliant(false)] [Patchable] public uint Get(ref ulong value) { return 1; }

        [Patchable] [CLSCompliant(false)] public int get() { return 1; }
    }
}
