// C# 14
#pragma warning disable CS1591
using System;
using Hotpatch;

namespace Shop;

public partial class Parts
{
    [Patchable] public partial int Size { get; set; }
    [Patchable] public partial event Action Changed;
    [Patchable] public partial Parts(int size);
}

public partial class Parts
{
    public partial int Size { get => field; set; }
    public partial event Action Changed { add { } remove { } }
    public partial Parts(int size) => Size = size;
}
