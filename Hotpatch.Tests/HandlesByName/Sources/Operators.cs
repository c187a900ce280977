// C# 7.3
#pragma warning disable CS1591
using Hotpatch;

namespace Shop
{
    [Patchable]
    public struct Money
    {
        public static Money operator +(Money left, Money right) { return left; }

        public static Money operator -(Money left, Money right) { return left; }

        public static Money operator -(Money money) { return money; }

        public static explicit operator int(Money money) { return 1; }

        public static explicit operator string(Money money) { return ""; }

        public static implicit operator Money(int amount) { return default(Money); }

        public static bool operator true(Money money) { return true; }

        public static bool operator false(Money money) { return false; }
    }
}
