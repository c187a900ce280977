// C# 7.3
#pragma warning disable CS1591
using Hotpatch;

namespace Shop
{
    public static class Texts
    {
        [Patchable] public static int Words(this string text, char separator) { return text.Split(separator).Length; }

        [Patchable] public static void Clear(this ref int number) { number = 0; }
    }
}
