using System.Runtime.CompilerServices;
using Hotpatch;

namespace Fixtures;

/// <summary>Methods that promise more than Immediate.</summary>
public class Gated
{
    private readonly int _value;

    [Patchable(Consistency = Consistency.Drained)]
    public Gated(int value)
    {
        if (value < 0)
            return;

        try
        {
            _value = Fault.Pass(value);
        }
        catch (FormatException)
        {
            return;
        }
    }

    [Patchable(Consistency = Consistency.Exclusive)]
    public int Value => Fault.Pass(_value);

    [Patchable(Consistency = Consistency.Drained)]
    public static int Add(int a, int b) => Fault.Pass(a + b);

    [Patchable(Consistency = Consistency.Exclusive)]
    public static int Subtract(int a, int b) => Fault.Pass(a - b);

    [Patchable(Consistency = Consistency.Exclusive)]
    public static void Run(Action action) => action();

    [Patchable(Consistency = Consistency.Drained)]
    public static void RunDrained(Action action) => action();

    [Patchable(Consistency = Consistency.Drained)]
    public ref int First(int[] values) => ref values[Fault.Pass(0)];

    [Patchable(Consistency = Consistency.Drained)]
    public static ref readonly int FirstIn(in int value) => ref value;

    [Patchable(Consistency = Consistency.Exclusive)]
    public static Span<int> Tail(Span<int> values, out int head)
    {
        head = values[0];
        return values[1..];
    }

    [Patchable(Consistency = Consistency.Drained)]
    public static unsafe int* Next(int* value) => value + 1;

    [Patchable(Consistency = Consistency.Drained)]
    public static async Task Wait(Task task) => await task;

    [Patchable(Consistency = Consistency.Drained)]
    public static async Task<int> WaitFor(Task<int> task) => await task;

    [Patchable(Consistency = Consistency.Exclusive)]
    public static ValueTask WaitValue(Task task) => new(task);

    [Patchable(Consistency = Consistency.Exclusive)]
    public static ValueTask<int> WaitForValue(Task<int> task) => task.IsCompletedSuccessfully ? new(task.Result) : new(task);

    [Patchable(Consistency = Consistency.Drained)]
    public static Task<T> Pass<T>(Task<T> task) => task;

    [Patchable(Consistency = Consistency.Drained)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Echo<T>(T value) => Fault.Pass(value);

    public static Func<int, int> Lambda { get; } = [Patchable(Consistency = Consistency.Drained)] (value) => value + 1;
}

public class GatedBox<T>(T value)
{
    [Patchable(Consistency = Consistency.Exclusive)]
    public T Get() => Fault.Pass(value);

    [Patchable(Consistency = Consistency.Drained)]
    public ValueTask<T> GetLater(Task task) => task.IsCompleted ? new(value) : new(task.ContinueWith(_ => value, TaskScheduler.Default));
}

public struct GatedPoint
{
    public int X;

    [Patchable(Consistency = Consistency.Drained)]
    public GatedPoint(int x) => X = x;

    [Patchable(Consistency = Consistency.Drained)]
    public int Move(int by) => X += by;
}

/// <summary>The nearest mark that says it counts.</summary>
[Patchable(Consistency = Consistency.Drained)]
public static class GatedByType
{
    public static int Covered() => 1;

    [Patchable]
    public static int MarkedToo() => 2;

    [Patchable(Consistency = Consistency.Immediate)]
    public static IEnumerable<int> Free()
    {
        yield return 3;
    }

    [Patchable(Consistency = Consistency.Exclusive)]
    public static int Property => 4;
}
