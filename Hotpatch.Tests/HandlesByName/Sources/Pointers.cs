// C# 9
#pragma warning disable CS1591
using Hotpatch;

namespace Shop
{
    public unsafe class Pointers
    {
        [Patchable] public int* Next(int* pointer) => pointer;

        [Patchable] public static void* Any(void** pointer) => *pointer;

        [Patchable] public static int*[] Arrays(int*[] arrays) => arrays;

        [Patchable] public static int Call(delegate*<int, ref string, void> managed, delegate* unmanaged[Cdecl]<int*, int> unmanaged) => 1;

        [Patchable] public static delegate*<void> Get<T>(T value) where T : unmanaged => null;

        [Patchable] public static nint Native(nint a, nuint[] b) => a;
    }
}
