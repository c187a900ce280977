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

    [Patchable]
    public interface IKind
    {
        static abstract int Kind();

        int Twice() => 2;
    }

    public class Kinds
    {
        [Patchable] public static void Take(IKind kind) { }
    }
}
