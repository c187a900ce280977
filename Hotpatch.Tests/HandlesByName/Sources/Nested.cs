// C# 7.3
#pragma warning disable CS1591
using Hotpatch;

namespace Shop
{
    public class Outer
    {
        public class Open { [Patchable] public int Get() { return 1; } }

        protected internal class Shared { [Patchable] public int Get() { return 1; } }

        protected class Derived { [Patchable] public int Get() { return 1; } }

        private class Hidden { [Patchable] public int Get() { return 1; } }

        private class Scoped { public int Get() { return 1; } }

        [Patchable] private int Take(Hidden hidden) { return hidden.Get() + new Scoped().Get(); }
    }

    public partial class Parts<T>
    {
        private class Hidden
        {
            [Patchable] public T Get(T value) { return value; }

            [Patchable] public U Map<U>(U value) where U : struct { return value; }

            internal partial struct Deep
            {
                private class Bottom { }

                [Patchable] private int Take(Bottom bottom) { return 1; }

                [Patchable] public int Get() { return Take(new Bottom()); }
            }
        }

        [Patchable] private void Take(Hidden hidden) { }

        [Patchable] public void Give(T value) { Take(new Hidden()); }
    }
}
