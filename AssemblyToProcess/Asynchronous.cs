using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Hotpatch;

namespace Fixtures;

/// <summary>Async methods of every result, and iterators of every interface.</summary>
public class Asynchronous
{
    [Patchable]
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> Pooled(int value)
    {
        await Task.Yield();
        return Fault.Pass(value + 1);
    }

    [Patchable]
    public static async ValueTask Plain(List<string> log)
    {
        await Task.Yield();
        log.Add(Fault.Pass("plain"));
    }

    [Patchable]
    public async Task<string> Nested(string text) => Fault.Pass(await Inner(text) + "!");

    [Patchable]
    private static async Task<string> Inner(string text)
    {
        await Task.Yield();
        return Fault.Pass("[" + text + "]");
    }

    [Patchable]
    public static async void Fire(Action<string> log, string text)
    {
        await Task.CompletedTask;
        log(Fault.Pass(text));
    }

    [Patchable]
    public static async Delayed<int> Custom(int value)
    {
        await Task.CompletedTask;
        return Fault.Pass(value * 2);
    }

    [Patchable]
    public static async IAsyncEnumerable<int> Count(int count, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        for (var i = 0; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return Fault.Pass(i);
        }
    }

    [Patchable]
    public static IEnumerator<int> Enumerator(int count)
    {
        for (var i = 0; i < count; i++)
            yield return Fault.Pass(i);
    }

    public static int CallCustom(int value) => Custom(value).Result();
}

/// <summary>A task type with a builder of its own.</summary>
[AsyncMethodBuilder(typeof(DelayedBuilder<>))]
public class Delayed<T>
{
    public T? Value;
    public Exception? Exception;

    public T Result()
    {
        if (Exception is not null)
            ExceptionDispatchInfo.Throw(Exception);
        return Value!;
    }
}

public struct DelayedBuilder<T>
{
    public Delayed<T> Task { get; private init; }

    public static DelayedBuilder<T> Create() => new() { Task = new Delayed<T>() };

    public void Start<TStateMachine>(ref TStateMachine machine) where TStateMachine : IAsyncStateMachine => machine.MoveNext();

    public void SetStateMachine(IAsyncStateMachine machine)
    {
    }

    public void SetResult(T result) => Task.Value = result;

    public void SetException(Exception exception) => Task.Exception = exception;

    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine machine)
        where TAwaiter : INotifyCompletion where TStateMachine : IAsyncStateMachine => throw new NotSupportedException();

    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine machine)
        where TAwaiter : ICriticalNotifyCompletion where TStateMachine : IAsyncStateMachine => throw new NotSupportedException();
}
