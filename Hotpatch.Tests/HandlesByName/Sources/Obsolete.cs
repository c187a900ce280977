// C# 7.3
#pragma warning disable CS1591
using System;
using Hotpatch;

namespace Shop
{
    [Obsolete("Use another.")]
    public class Old
    {
        [Patchable] public Old Get() { return this; }

        public class Inner { [Patchable] public void Take(Old old) { } }
    }

    [Obsolete("It is gone.", true)]
    public class Gone
    {
        [Patchable] public Gone Get() { return this; }
    }

    public class Users
    {
        [Obsolete] [Patchable] public void Take(Old old) { }

        [Obsolete("Not any more.", true)] [Patchable] public Gone Give(ref Gone gone) { return gone; }

        [Obsolete("No total.")] [Patchable] public int Total { get; set; }

#pragma warning disable CS0618
        [Patchable] public void Use(Old old) { }
#pragma warning restore CS0618
    }
}
