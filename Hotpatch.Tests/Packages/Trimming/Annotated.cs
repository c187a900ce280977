using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Shapes;

public class Parameters
{
    public int Count;

    [Hotpatch.Patchable]
    public Parameters([DynamicallyAccessedMembers(Needs.Methods)] Type type) => Count = type.GetMethods().Length;

    public static int Static([DynamicallyAccessedMembers(Needs.Methods)] Type type) => type.GetMethods().Length;
    public int Instance([DynamicallyAccessedMembers(Needs.Methods)] Type type) => type.GetMethods().Length;
    public static int Out([DynamicallyAccessedMembers(Needs.Methods)] Type type, out int count) => count = type.GetMethods().Length;
    public static void OutType([DynamicallyAccessedMembers(Needs.Methods)] out Type type) => type = typeof(string);
    public static int Name([DynamicallyAccessedMembers(Needs.Methods)] string name) => Type.GetType(name)!.GetMethods().Length;

    [return: DynamicallyAccessedMembers(Needs.Methods)]
    public static Type Result() => typeof(string);

    [return: DynamicallyAccessedMembers(Needs.Methods)]
    public static Type ResultOut(out int count)
    {
        count = 1;
        return typeof(string);
    }

    [return: DynamicallyAccessedMembers(Needs.Methods)]
    public virtual Type Virtual([DynamicallyAccessedMembers(Needs.Methods)] Type type) => type;

    public int Use() => Static(Result()) + Instance(ResultOut(out _)) + Static(Virtual(typeof(int)));
}

public class Overrider() : Parameters(typeof(int))
{
    [return: DynamicallyAccessedMembers(Needs.Methods)]
    public override Type Virtual([DynamicallyAccessedMembers(Needs.Methods)] Type type) => typeof(int);
}

public interface ITyped
{
    [DynamicallyAccessedMembers(Needs.Methods)]
    Type Held { get; set; }

    [return: DynamicallyAccessedMembers(Needs.Methods)]
    Type Map([DynamicallyAccessedMembers(Needs.Methods)] Type type);

    [RequiresUnreferencedCode("a")]
    int Unreferenced();

    [return: DynamicallyAccessedMembers(Needs.Methods)]
    Type Default([DynamicallyAccessedMembers(Needs.Methods)] Type type) => type;
}

public struct Implementation : ITyped
{
    [DynamicallyAccessedMembers(Needs.Methods)]
    public Type Held { get; set; }

    [return: DynamicallyAccessedMembers(Needs.Methods)]
    public readonly Type Map([DynamicallyAccessedMembers(Needs.Methods)] Type type) => type;

    [RequiresUnreferencedCode("a")]
    readonly int ITyped.Unreferenced() => Needs.Unreferenced();
}

public class Properties
{
    [DynamicallyAccessedMembers(Needs.Methods)]
    private Type _by = typeof(int);

    [DynamicallyAccessedMembers(Needs.Methods)]
    public Type Automatic { get; set; } = typeof(int);

    [DynamicallyAccessedMembers(Needs.Methods)]
    public static Type Static { get; set; } = typeof(int);

    [DynamicallyAccessedMembers(Needs.Methods)]
    public string Name { get; init; } = "System.Int32, System.Private.CoreLib";

    [DynamicallyAccessedMembers(Needs.Methods)]
    public Type ReadOnly { get; } = typeof(int);

    [DynamicallyAccessedMembers(Needs.Methods)]
    [field: DynamicallyAccessedMembers(Needs.Methods)]
    public Type WithField { get => field; set => field = value ?? typeof(int); } = typeof(string);

    [DynamicallyAccessedMembers(Needs.Methods)]
    public Type ByHand { get => _by; set => _by = value; }

    [DynamicallyAccessedMembers(Needs.Methods)]
    public Type Computed => typeof(string);

    [DynamicallyAccessedMembers(Needs.Methods)]
    public Type this[int index] { get => _by; set => _by = value; }

    public Type OnAccessors
    {
        [return: DynamicallyAccessedMembers(Needs.Methods)]
        get => _by;

        [param: DynamicallyAccessedMembers(Needs.Methods)]
        set => _by = value;
    }

    [DynamicallyAccessedMembers(Needs.Methods)]
    [Hotpatch.NotPatchable]
    public Type Plain { get; [Hotpatch.Patchable] set; } = typeof(int);

    [DynamicallyAccessedMembers(Needs.Methods)]
    public virtual Type Virtual { get; set; } = typeof(int);

    public int Use()
        => Automatic.GetMethods().Length + Static.GetMethods().Length + WithField.GetMethods().Length + this[1].GetMethods().Length
            + OnAccessors.GetMethods().Length + Virtual.GetMethods().Length + Plain.GetMethods().Length + Type.GetType(Name)!.GetMethods().Length;
}

public class OverriddenProperties : Properties
{
    [DynamicallyAccessedMembers(Needs.Methods)]
    public override Type Virtual { get; set; } = typeof(int);
}

public record Positional([property: DynamicallyAccessedMembers(Needs.Methods)] [DynamicallyAccessedMembers(Needs.Methods)] Type Type);

public abstract class OfThis : TypeDelegator
{
    [DynamicallyAccessedMembers(Needs.Methods)]
    public int Count() => GetMethods().Length;
}

[DynamicallyAccessedMembers(Needs.Methods)]
public class AnnotatedType
{
    public int Count() => GetType().GetMethods().Length;
    public virtual int Get() => 1;
}

public class DerivedFromAnnotated : AnnotatedType
{
    public override int Get() => 2;
    public int Value { get; set; }
}

public static class Extensions
{
    public static int CountOf([DynamicallyAccessedMembers(Needs.Methods)] this Type type) => type.GetMethods().Length;

    extension([DynamicallyAccessedMembers(Needs.Methods)] Type type)
    {
        public int Counted => type.GetMethods().Length;
    }

    extension(string text)
    {
        [RequiresUnreferencedCode("a")]
        public int Reading() => Needs.Unreferenced();

        public int Reads
        {
            [RequiresUnreferencedCode("a")]
            get => Needs.Unreferenced();
        }
    }
}

public class Dependencies
{
    [DynamicDependency(nameof(Kept), typeof(Dependencies))]
    public static int Get() => typeof(Dependencies).GetHashCode();

    private static int Kept() => 1;
}

public static class Reflecting
{
    public static int Get() => typeof(Simple).GetMethods(BindingFlags.NonPublic | BindingFlags.Instance).Length + Look(typeof(Simple));
    private static int Look([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] Type type) => type.GetMembers().Length;
}

public class Simple
{
    public event Action? Event;
    public int Property { get; set; }
    public T Generic<T>(T value) => value;

    public async Task<int> Async()
    {
        await Task.Yield();
        Event?.Invoke();
        return Secret();
    }

    private int Secret() => 1;
}
