using System.Diagnostics.CodeAnalysis;
using Hotpatch;

[assembly: UnconditionalSuppressMessage("Trimming", "IL2070", Scope = "member", Target = "M:Shapes.Targeted.Plain(System.Type)", Justification = "a")]
[assembly: UnconditionalSuppressMessage("Trimming", "IL2070", Scope = "type", Target = "T:Shapes.TargetedType", Justification = "a")]
[assembly: UnconditionalSuppressMessage(
    "Trimming",
    "IL2070",
    Scope = "member",
    Target = "M:Shapes.TargetedGeneric`1.Get``1(`0,``0[],System.Collections.Generic.List{System.Type}@,System.Type)",
    Justification = "a")]

namespace Shapes;

public class Suppressed
{
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "a")]
    [Patchable]
    public Suppressed()
    {
        Func<int> lambda = () => Needs.Unreferenced();
        lambda();
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "a")]
    public static int Read(Type type) => type.GetMethods().Length;

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "a")]
    public static int Call() => Needs.Unreferenced();

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "a")]
    public static int CallDynamic() => Needs.Dynamic();

    [UnconditionalSuppressMessage("SingleFile", "IL3002", Justification = "a")]
    public static int CallFiles() => Needs.Files();

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "a")]
    public static int Property => Needs.Unreferenced();

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "a")]
    public event Action Event
    {
        add => Needs.Unreferenced();
        remove => Needs.Unreferenced();
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "a")]
    public static int PropertyWithLambda
    {
        get
        {
            Func<int> lambda = () => Needs.Unreferenced();
            return lambda();
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "a")]
    public static int Lambdas(int number)
    {
        Func<int> capturing = () => Needs.Unreferenced() + number;
        Func<int> plain = () => Needs.Unreferenced();
        return capturing() + plain();
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "a")]
    public static int Locals(int number)
    {
        return Capturing() + Static();
        int Capturing() => Needs.Unreferenced() + number;
        static int Static() => Needs.Unreferenced();
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "a")]
    public static async Task<int> Async()
    {
        await Task.Yield();
        return Needs.Unreferenced();
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "a")]
    public static IEnumerable<int> Iterator()
    {
        yield return Needs.Unreferenced();
    }

    public static int OnLocals(int number)
    {
        return Capturing() + Static();

        [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "a")]
        int Capturing() => Needs.Unreferenced() + number;

        [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "a")]
        static int Static() => Requiring();

        [RequiresUnreferencedCode("b")]
        static int Requiring() => Needs.Unreferenced();
    }
}

[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "a")]
public class SuppressedType
{
    public static int Get()
    {
        Func<int> lambda = () => Needs.Unreferenced();
        return lambda() + Needs.Unreferenced();
    }
}

// Analyzers of source do not read what has a target.
#pragma warning disable IL2070
public class Targeted
{
    public static int Plain(Type type)
    {
        Func<int> lambda = () => type.GetMethods().Length;
        return lambda() + type.GetMethods().Length;
    }
}

public class TargetedType
{
    public static int Get(Type type) => type.GetMethods().Length;
}

public class TargetedGeneric<T>
{
    public int Get<U>(T value, U[] values, ref List<Type> types, Type type) => type.GetMethods().Length;
}
#pragma warning restore IL2070

/// <summary>Lambdas and local functions that are patchable themselves belong to their methods all the same.</summary>
public class Lambdas
{
    [RequiresUnreferencedCode("a")]
    public static int InRequiring(int number)
    {
        Func<int> capturing = [Patchable] () => Needs.Unreferenced() + number;
        Func<int> plain = [Patchable] () => Needs.Unreferenced();
        return capturing() + plain() + Local() + Static();
        [Patchable] int Local() => Needs.Unreferenced() + number;
        [Patchable] static int Static() => Needs.Unreferenced();
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "a")]
    public static int InSuppressed(int number)
    {
        Func<int> capturing = [Patchable] () => Needs.Unreferenced() + number;
        Func<int> plain = [Patchable] () => Needs.Unreferenced();
        return capturing() + plain() + Local() + Static();
        [Patchable] int Local() => Needs.Unreferenced() + number;
        [Patchable] static int Static() => Needs.Unreferenced();
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "a")]
    public static async Task<int> InSuppressedAsync(int number)
    {
        await Task.Yield();
        Func<int> capturing = [Patchable] () => Needs.Unreferenced() + number;
        Func<Task<int>> asynchronous = [Patchable] async () =>
        {
            await Task.Yield();
            return Needs.Unreferenced();
        };
        return capturing() + await asynchronous() + Static();
        [Patchable] static int Static() => Needs.Unreferenced();
    }

    public static int Annotated([DynamicallyAccessedMembers(Needs.Methods)] Type type)
    {
        Func<int> lambda = [Patchable] () => type.GetMethods().Length;
        return lambda() + Static(type);
        [Patchable] static int Static([DynamicallyAccessedMembers(Needs.Methods)] Type type) => type.GetMethods().Length;
    }

    public static int Generic<[DynamicallyAccessedMembers(Needs.Methods)] T>(int number)
    {
        Func<int> capturing = [Patchable] () => typeof(T).GetMethods().Length + number;
        Func<int> plain = [Patchable] () => typeof(T).GetMethods().Length;
        return capturing() + plain() + Static();
        [Patchable] static int Static() => typeof(T).GetMethods().Length;
    }
}
