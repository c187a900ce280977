// C# 8
#pragma warning disable CS1591
using Hotpatch;

namespace Shop
{
    [Patchable]
    public class Own
    {
        public override string ToString() { return ""; }
        public override bool Equals(object? obj) { return true; }
        public override int GetHashCode() { return 1; }
        public new int GetType() { return 1; }
        public new int MemberwiseClone() { return 1; }
        public static bool ReferenceEquals(int a) { return true; }
    }

    [Patchable]
    public class OwnGeneric
    {
        public T ToString<T>(T value) { return value; }
        public T GetHashCode<T>(T value) { return value; }
        public T Equals<T>(T value) { return value; }
    }

    [Patchable]
    public class Odd<T>
    {
        public void OddPatches() { }
        public void AllOddPatches() { }
        public void Echo(ref T value) { }
        public void EchoDelegate() { }
        public void Same<EchoDelegate>(ref EchoDelegate value) { }
    }
}
