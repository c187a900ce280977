// C# 8
#nullable disable
#pragma warning disable CS1591
using Hotpatch;

namespace Shop
{
    public class Oblivious<T>
        where T : class
    {
        [Patchable] public string Get(T value, string[] more) => null;
    }
}
