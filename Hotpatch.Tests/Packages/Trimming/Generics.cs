using System.Diagnostics.CodeAnalysis;

namespace Shapes;

public class Generics<[DynamicallyAccessedMembers(Needs.Methods)] T>
{
    [Hotpatch.Patchable]
    public Generics([DynamicallyAccessedMembers(Needs.Methods)] Type type) => type.GetMethods();

    [DynamicallyAccessedMembers(Needs.Methods)]
    public Type Property { get => typeof(T); set => value.GetMethods(); }

    public int Get() => typeof(T).GetMethods().Length;
    public static int Static() => typeof(T).GetMethods().Length;
    public int Take(T value, [DynamicallyAccessedMembers(Needs.Methods)] Type type) => type.GetMethods().Length;
    public int Dependent() => GenericMethods.Get<T>();

    public async Task<int> Async()
    {
        await Task.Yield();
        return typeof(T).GetMethods().Length;
    }

    public IEnumerable<int> Iterator()
    {
        yield return typeof(T).GetMethods().Length;
    }

    public int Lambda(int number)
    {
        Func<int> lambda = () => typeof(T).GetMethods().Length + number;
        return lambda();
    }

    public int Out(out T? value)
    {
        value = default;
        return typeof(T).GetMethods().Length;
    }

    [return: DynamicallyAccessedMembers(Needs.Methods)]
    public Type Result() => typeof(T);

    public class Nested
    {
        public int Get() => typeof(T).GetMethods().Length;
    }
}

public static class GenericMethods
{
    public static int Get<[DynamicallyAccessedMembers(Needs.Methods)] T>() => typeof(T).GetMethods().Length;
    public static int Take<[DynamicallyAccessedMembers(Needs.Methods)] T>(ref T value) => Get<T>();
    public static T Make<T>()
        where T : new() => new();

    public static T? Create<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>()
        where T : class => (T?)Activator.CreateInstance(typeof(T));

    public static async Task<int> Async<[DynamicallyAccessedMembers(Needs.Methods)] T>([DynamicallyAccessedMembers(Needs.Methods)] Type type)
    {
        await Task.Yield();
        return typeof(T).GetMethods().Length + Get<T>() + type.GetMethods().Length;
    }

    public static IEnumerable<int> Iterator<[DynamicallyAccessedMembers(Needs.Methods)] T>([DynamicallyAccessedMembers(Needs.Methods)] Type type)
    {
        yield return typeof(T).GetMethods().Length + Get<T>() + type.GetMethods().Length;
    }

    public static async Task<int> LambdaInAsync<[DynamicallyAccessedMembers(Needs.Methods)] T>(int number)
    {
        await Task.Yield();
        Func<int> capturing = () => typeof(T).GetMethods().Length + number;
        Func<int> plain = () => Get<T>();
        return capturing() + plain();
    }

    public static int Locals<[DynamicallyAccessedMembers(Needs.Methods)] T>(int number)
    {
        return Capturing() + Static<T>();
        int Capturing() => typeof(T).GetMethods().Length + number;
        static int Static<[DynamicallyAccessedMembers(Needs.Methods)] U>() => typeof(U).GetMethods().Length + Get<U>();
    }

    public static int Use() => Get<int>() + Get<string>() + Locals<string>(1) + Async<string>(typeof(int)).Result + LambdaInAsync<string>(1).Result;
}
