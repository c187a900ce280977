using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hotpatch;

namespace Fixtures;

/// <summary>Methods that only unmanaged code calls.</summary>
public static unsafe class Callbacks
{
    public static int Sum;

    [Patchable]
    [UnmanagedCallersOnly]
    public static int Twice(int value) => value * 2;

    [Patchable]
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int Compare(int* left, int* right) => left->CompareTo(*right);

    [Patchable]
    [UnmanagedCallersOnly]
    public static void Add(int value) => Sum += value;

    public static int CallTwice(int value)
    {
        delegate* unmanaged<int, int> function = &Twice;
        return function(value);
    }

    public static int CallAdd(int value)
    {
        delegate* unmanaged<int, void> function = &Add;
        Sum = 0;
        function(value);
        return Sum;
    }

    /// <summary>The C library's sort, which calls back.</summary>
    public static void Sort(int[] values)
    {
        fixed (int* first = values)
            QuickSort(first, (nuint)values.Length, sizeof(int), &Compare);
    }

    [DllImport("libc", EntryPoint = "qsort")]
    private static extern void QuickSort(int* first, nuint count, nuint size, delegate* unmanaged[Cdecl]<int*, int*, int> compare);
}
