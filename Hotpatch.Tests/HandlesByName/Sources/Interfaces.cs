// C# 8
#pragma warning disable CS1591
using Hotpatch;

namespace Shop
{
    [Patchable]
    public interface IPrice
    {
        decimal Net { get; }

        decimal Gross() => Net * 1.2m;

        static decimal Round(decimal price) => decimal.Round(price);

        private decimal Hidden() => Net;

        decimal Both() => Hidden() + Gross();
    }

    public interface ISource<out T>
        where T : class
    {
        [Patchable] T? Next() => null;
    }
}
