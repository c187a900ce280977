// C# 7.3
using Hotpatch;

namespace Shop
{
    /// <summary>All are patchable, but for one.</summary>
    [Patchable]
    public static class Calculator
    {
        /// <summary>Adds.</summary>
        public static int Add(int a, int b) { return a + b; }

        /// <summary>Subtracts.</summary>
        public static int Subtract(int a, int b) { return a - b; }

        /// <summary>Stays.</summary>
        [NotPatchable] public static int Negate(int a) { return -a; }
    }

    [Patchable]
    internal static class Hidden
    {
        public static void Run() { }
    }
}
