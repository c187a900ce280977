// C# 9
#pragma warning disable CS1591
using Hotpatch;

namespace Shop
{
    public partial class Parts
    {
        [Patchable] public partial int First(int a);
        public partial int Second();
        [Patchable] partial void Gone();
        [Patchable] partial void Kept();
    }

    public partial class Parts
    {
        public partial int First(int a) => a;
        [Patchable] public partial int Second() => 2;
        partial void Kept() { Gone(); }
    }
}
