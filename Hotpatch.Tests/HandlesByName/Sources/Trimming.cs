// C# 14
#pragma warning disable CS1591
using System;
using System.Diagnostics.CodeAnalysis;
using Hotpatch;

namespace Shop;

[Patchable]
public class Loader
{
    public static int Plain([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type type) => 1;
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)]
    public static Type Result([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] Type type, out int count) { count = 1; return type; }
    [RequiresUnreferencedCode("reads \"types\"", Url = "https://example.org")] public static int Unreferenced() => 1;
    [RequiresUnreferencedCode("a")] [RequiresDynamicCode("b")] [RequiresAssemblyFiles("c")] public int All(ref int count) => count;
    [RequiresDynamicCode("a")] public static T Generic<T>(T value) => value;
    [RequiresAssemblyFiles("a")] public static int Files => 1;
    [RequiresAssemblyFiles] public static event Action Changed { add { } remove { } }
    public static int OnGetter { [RequiresUnreferencedCode("a")] get => 1; set { } }
    [RequiresUnreferencedCode("a")] [Obsolete("Old.")] public static int Old() => 1;
    [RequiresUnreferencedCode("a")] [Patchable] public Loader() { }
}

[RequiresUnreferencedCode("of the type")]
public class Requiring
{
    [RequiresUnreferencedCode("of the method")] [Patchable] public static int Both() => 1;
    [Patchable] public Requiring() { }
    [Patchable] public static int Static() => 1;
    [Patchable] public static int Property => 1;
    [Patchable] public int Instance() => 1;

    public class Nested
    {
        [Patchable] public static int Get() => 1;
    }
}

[RequiresUnreferencedCode("a", ExcludeStatics = true)]
public class InstancesOnly
{
    [Patchable] public InstancesOnly() { }
    [Patchable] public static int Static() => 1;
}

public class Box<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] T>
{
    [RequiresUnreferencedCode("a")] [Patchable] public static int Get() => 1;
    [Patchable] public int Map<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] U>() => 1;
}

public static class Extensions
{
    extension(string text)
    {
        [RequiresUnreferencedCode("a")] [Patchable] public int Read() => 1;
        [Patchable] public int Reads { [RequiresUnreferencedCode("a")] get => 1; }
    }
}
