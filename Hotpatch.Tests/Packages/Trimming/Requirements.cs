using System.Diagnostics.CodeAnalysis;
using Hotpatch;

namespace Shapes;

public class Requires
{
    [RequiresUnreferencedCode("a")]
    [Patchable]
    public Requires() => Needs.Unreferenced();

    [RequiresDynamicCode("a")]
    [Patchable]
    public Requires(int number) => Needs.Dynamic();

    [RequiresUnreferencedCode("a", Url = "b")]
    public static int Unreferenced() => Needs.Unreferenced();

    [RequiresDynamicCode("a")]
    public static int Dynamic() => Needs.Dynamic();

    [RequiresAssemblyFiles("a")]
    public static int Files() => Needs.Files();

    [RequiresUnreferencedCode("a")]
    [RequiresDynamicCode("a")]
    [RequiresAssemblyFiles("a")]
    public int All(out int sum) => sum = Needs.Files() + Needs.Dynamic() + Needs.Unreferenced();

    [RequiresAssemblyFiles("a")]
    public int FilesProperty => Needs.Files();

    [RequiresAssemblyFiles("a")]
    public event Action FilesEvent
    {
        add => Needs.Files();
        remove => Needs.Files();
    }

    public int OnAccessors
    {
        [RequiresUnreferencedCode("a")]
        get => Needs.Unreferenced();

        [RequiresDynamicCode("a")]
        set => Needs.Dynamic();
    }

    [RequiresUnreferencedCode("a")]
    public virtual int Virtual() => Needs.Unreferenced();

    [RequiresUnreferencedCode("a")]
    public static T Generic<T>(T value) => Needs.Unreferenced() == 1 ? value : throw new InvalidOperationException();

    [RequiresUnreferencedCode("a")]
    public static async Task<int> Async()
    {
        await Task.Yield();
        return Needs.Unreferenced();
    }

    [RequiresUnreferencedCode("a")]
    public static IEnumerable<int> Iterator()
    {
        yield return Needs.Unreferenced();
    }

    [RequiresDynamicCode("a")]
    public static async IAsyncEnumerable<int> AsyncIterator()
    {
        await Task.Yield();
        yield return Needs.Dynamic();
    }

    [RequiresUnreferencedCode("a")]
    public static int Lambdas(int number)
    {
        Func<int> capturing = () => Needs.Unreferenced() + number;
        Func<int> plain = () => Needs.Unreferenced();
        return capturing() + plain();
    }

    [RequiresUnreferencedCode("a")]
    public static int Locals(int number)
    {
        return Capturing() + Static();
        int Capturing() => Needs.Unreferenced() + number;
        static int Static() => Needs.Unreferenced();
    }

    [RequiresUnreferencedCode("a")]
    public static async Task<int> LambdaInAsync()
    {
        await Task.Yield();
        Func<int> lambda = () => Needs.Unreferenced();
        return lambda();
    }

    [RequiresUnreferencedCode("a")]
    public static Func<Task<int>> AsyncLambda()
        => async () =>
        {
            await Task.Yield();
            return Needs.Unreferenced();
        };

    [RequiresUnreferencedCode("a")]
    [RequiresDynamicCode("a")]
    public static int Nested()
    {
        return Outer();
        int Outer()
        {
            return Inner();
            int Inner()
            {
                Func<int> lambda = () => Needs.Unreferenced() + Needs.Dynamic();
                return lambda();
            }
        }
    }

    [Patchable(Consistency = Consistency.Drained)]
    [RequiresUnreferencedCode("a")]
    public static int Gated() => Needs.Unreferenced();

    [Patchable(Consistency = Consistency.Drained)]
    [RequiresUnreferencedCode("a")]
    public static async Task<int> GatedAsync()
    {
        await Task.Yield();
        return Needs.Unreferenced();
    }

    [Patchable(Consistency = Consistency.Exclusive)]
    [return: DynamicallyAccessedMembers(Needs.Methods)]
    public static Type GatedMap([DynamicallyAccessedMembers(Needs.Methods)] Type type) => type;
}

public class RequiresOverride : Requires
{
    [RequiresUnreferencedCode("a")]
    [Patchable]
    public RequiresOverride()
    {
    }

    [RequiresUnreferencedCode("a")]
    public override int Virtual() => Needs.Unreferenced();
}

[RequiresUnreferencedCode("a")]
[RequiresDynamicCode("a")]
public class RequiringClass
{
    public static int Field = Needs.Unreferenced();

    [Patchable]
    public RequiringClass() => Needs.Unreferenced();

    public static int Property => Needs.Unreferenced();
    public int Instance() => Needs.Unreferenced() + Needs.Dynamic();
    public static int Static() => Needs.Unreferenced() + Needs.Dynamic();

    public int Lambda(int number)
    {
        Func<int> lambda = [Patchable] () => Needs.Unreferenced() + number;
        return lambda();
    }

    public static async Task<int> Async()
    {
        await Task.Yield();
        return Needs.Dynamic();
    }

    public class Nested
    {
        public static int Get() => 1;
    }
}

[RequiresUnreferencedCode("a")]
public class RequiringGeneric<T>
{
    public static int Static(T value) => Needs.Unreferenced();
    public int Instance(T value) => Needs.Unreferenced();
}
