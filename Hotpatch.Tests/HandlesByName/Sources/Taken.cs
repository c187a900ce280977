// C# 7.3
#pragma warning disable CS1591
using Hotpatch;

namespace Shop
{
    public class Service { [Patchable] public void Run() { } }

    public class ServicePatches { }

    public class ServicePatches2Extension { }

    public class HasPatches
    {
        public int Patches;

        [Patchable] public void Run() { }
    }

    public class Inherits : HasPatches { [Patchable] public void Walk() { } }

    public class A { public class B_C { [Patchable] public void Run() { } } }

    public class A_B { public class C { [Patchable] public void Run() { } } }

    public class A_B_C { [Patchable] public void Run() { } }

    public class Case { [Patchable] public void Run() { } }

    public class CASE { [Patchable] public void Run() { } }

    public class Box<T> { [Patchable] public void Run() { } }

    public class AllBox { [Patchable] public void Run() { } }
}
