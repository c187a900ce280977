// C# 7.3
#pragma warning disable CS1591, CS0693
using Hotpatch;

namespace Shop
{
    public class Outer<T>
    {
        public class Inner<T> { [Patchable] public void Run(T value) { } }

        [Patchable] public T Echo<T>(T value) { return value; }
    }
}
