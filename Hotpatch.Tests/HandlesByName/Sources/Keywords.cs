// C# 7.3
#pragma warning disable CS1591
using Hotpatch;

namespace @namespace.@class
{
    public class @event<@int>
    {
        [Patchable] public @int @void(@int @ref, ref int @out) { return @ref; }

        [Patchable] public int @if(int self) { return self; }

        [Patchable] public void @else(ref int self, int self2) { }

        [Patchable] public int @new { get; set; }
    }

    public static class Contextual
    {
        [Patchable] public static void value(int get, ref int set, int async, int await) { }
    }
}
