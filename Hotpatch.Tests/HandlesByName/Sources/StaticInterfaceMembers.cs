// C# 11
#pragma warning disable CS1591
using Hotpatch;

namespace Shop
{
    [Patchable]
    public interface IParser<TSelf>
        where TSelf : IParser<TSelf>
    {
        static abstract TSelf Parse(string text);

        static virtual TSelf Empty() => TSelf.Parse("");
    }
}
