using Hotpatch;

namespace Fixtures;

[Patchable]
public class Box<T>(T content)
{
    private T _content = content;

    public T Content
    {
        get => _content;
        set => _content = value;
    }

    public T Get() => _content;

    public virtual string Describe(string prefix) => prefix + _content;

    public void Fail(string message) => throw new InvalidOperationException(message);

    public static Box<T> Of(T content) => new(content);

    public static string NameOf() => typeof(T).Name;

    public TResult Map<TResult>(Func<T, TResult> map) => map(_content);

    public bool TryGet(out T content)
    {
        content = _content;
        return true;
    }

    public ref T Reference() => ref _content;

    public static bool operator ==(Box<T> left, Box<T> right) => EqualityComparer<T>.Default.Equals(left._content, right._content);

    public static bool operator !=(Box<T> left, Box<T> right) => !(left == right);

    public override bool Equals(object? other) => other is Box<T> box && this == box;

    public override int GetHashCode() => 0;

    public static implicit operator T(Box<T> box) => box._content;

    [Patchable]
    public class Lid<TColour>
    {
        public string Colours(T content, TColour colour) => content + "/" + colour;

        public static TOther Pick<TOther>(T content, TColour colour, TOther other) => other;
    }
}

public class Crate<T>(T content) : Box<T>(content)
{
    [Patchable] public override string Describe(string prefix) => "crate of " + base.Describe(prefix);
}

public class Names(string name) : Box<string>(name);

public class Constructed<T>
    where T : notnull
{
    public readonly string Log = "initialised";

    [Patchable]
    public Constructed(T value)
        : this(value, " this") => Log += " " + value;

    private Constructed(T value, string suffix) => Log += suffix;
}

public struct Pair<TFirst, TSecond>(TFirst first, TSecond second)
{
    public TFirst First = first;
    public TSecond Second = second;

    [Patchable] public void Set(TFirst first) => First = first;

    [Patchable] public readonly (TFirst First, TSecond Second) Both() => (First, Second);
}

public static class GenericMethods
{
    public enum Level
    {
        Low,
        High,
    }

    [Patchable] public static T Echo<T>(T value) => value;

    [Patchable] public static T Echo<T>(T value, int times) => times > 0 ? value : throw new ArgumentOutOfRangeException(nameof(times));

    [Patchable] public static string Echo(string value) => "not generic " + value;

    [Patchable]
    public static T Default<T>()
        where T : new() => new();

    [Patchable]
    public static unsafe int SizeOf<T>()
        where T : unmanaged => sizeof(T);

    [Patchable]
    public static T Larger<T>(T left, T right)
        where T : IComparable<T> => left.CompareTo(right) >= 0 ? left : right;

    [Patchable]
    public static string Named<T>(T value)
        where T : struct, Enum => value.ToString();

    [Patchable]
    public static T? OrNull<T>(T? value)
        where T : class => value;

    [Patchable]
    public static TBase Up<TBase, TDerived>(TDerived value)
        where TDerived : TBase => value;

    [Patchable]
    public static int Length<T>(scoped T value)
        where T : IHasLength, allows ref struct => value.Length;

    [Patchable] public static void Swap<T>(ref T left, ref T right) => (left, right) = (right, left);

    [Patchable] public static T First<T>(ReadOnlySpan<T> values) => values[0];

    [Patchable] public static T[] Array<T>(params T[] values) => values;

    [Patchable]
    public static async Task<T> Later<T>(T value)
    {
        await Task.Yield();
        return value;
    }

    [Patchable]
    public static IEnumerable<T> Repeat<T>(T value, int count)
    {
        for (var i = 0; i < count; i++)
            yield return value;
    }

    public static T Local<T>(T value)
    {
        return Inner(value);

        [Patchable] static T Inner(T inner) => inner;
    }

    public static Func<T, T> Lambda<T>() => [Patchable] (T value) => value;

    public static string Kind<T>(T value)
        where T : ISpeaks => T.Speak() + value.Shout();

    public static Dictionary<string, T> Nested<T>(T value) => new Hidden<T>().Wrap(value);

    private sealed class Hidden<T>
    {
        [Patchable] public Dictionary<string, T> Wrap(T value) => new() { ["key"] = value };
    }
}

public interface IHasLength
{
    int Length { get; }
}

public readonly ref struct Text(ReadOnlySpan<char> characters) : IHasLength
{
    public int Length { get; } = characters.Length;
}

public interface IProducer<out T>
{
    T Produce();

    [Patchable] string Announce() => "producing " + Produce();

    [Patchable] TOther Or<TOther>(TOther other) => other;
}

public class Producer<T>(T value) : IProducer<T>
{
    [Patchable] T IProducer<T>.Produce() => value;
}

public interface ISpeaks
{
    static abstract string Speak();

    string Shout();
}

public struct Speaker : ISpeaks
{
    [Patchable] public static string Speak() => "speaks";

    [Patchable] public readonly string Shout() => "!";
}

public interface IConverter
{
    string Convert<T>(T value);

    string Name<T>();
}

public struct Converter : IConverter
{
    public int Calls;

    [Patchable] public string Convert<T>(T value) => $"{++Calls}: {value}";

    [Patchable] readonly string IConverter.Name<T>() => typeof(T).Name;
}

public class VirtualGenerics
{
    [Patchable] public virtual string Show<T>(T value) => "base " + value;
}

public class DerivedGenerics : VirtualGenerics
{
    [Patchable] public override string Show<T>(T value) => "derived " + base.Show(value);
}

public static class GenericStatic<T>
{
    public static readonly string Initialised = typeof(T).Name;

    [Patchable] public static string Read() => Initialised;
}
