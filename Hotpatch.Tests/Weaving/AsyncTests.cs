using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>Async methods of every result and iterators of every interface: the method that starts them is patched.</summary>
public class AsyncTests(string configuration) : KindTests(configuration)
{
    [Test]
    public void ValueTask_with_a_builder_named_at_the_method()
    {
        var instance = Fixture.New("Asynchronous");
        CheckEffect(
            "Asynchronous.Pooled", () => Wait((ValueTask<int>)LoadedAssembly.CallOn(instance, "Pooled", 1)!), 2, new ValueTask<int>(9), 9, instance, 1);
        Assert.That(
            Handle("Asynchronous.Pooled").Method.CustomAttributes.Select(attribute => attribute.AttributeType.Name),
            Does.Contain("AsyncStateMachineAttribute").And.Contain("AsyncMethodBuilderAttribute"));
    }

    [Test]
    public void ValueTask_without_a_result()
    {
        var log = new List<string>();
        CheckEffect(
            "Asynchronous.Plain",
            () =>
            {
                log.Clear();
                ((ValueTask)Fixture.Call("Asynchronous.Plain", log)!).AsTask().GetAwaiter().GetResult();
                return log.Count;
            },
            expected: 1, other: default(ValueTask), otherwise: 0, log);
    }

    [Test]
    public void Patchable_methods_that_await_patchable_methods()
    {
        var instance = Fixture.New("Asynchronous");
        Func<object?> call = () => Wait((Task<string>)LoadedAssembly.CallOn(instance, "Nested", "a")!);
        CheckEffect("Asynchronous.Nested", call, "[a]!", Task.FromResult("other"), "other", instance, "a");
        CheckEffect("Asynchronous.Inner", call, "[a]!", Task.FromResult("other"), "other!", "a");
    }

    [Test]
    public void Async_void_posts_its_exception_where_it_was_started()
    {
        var seen = "";
        Action<string> log = text => seen = text;
        CheckEffect(
            "Asynchronous.Fire",
            () => RethrowingContext.Run(() =>
            {
                seen = "nothing";
                Fixture.Call("Asynchronous.Fire", log, "a");
                return seen;
            }),
            expected: "a", other: null, otherwise: "nothing", log, "a");
    }

    [Test]
    public void A_task_type_with_a_builder_of_its_own()
    {
        var other = Activator.CreateInstance(Fixture.Type("Delayed`1").MakeGenericType(typeof(int)))!;
        other.GetType().GetField("Value")!.SetValue(other, 9);
        CheckEffect("Asynchronous.Custom", () => Fixture.Call("Asynchronous.CallCustom", 2), 4, other, 9, 2);
    }

    [Test]
    public void Async_iterators()
    {
        CheckEffect(
            "Asynchronous.Count",
            () => Wait(Sum((IAsyncEnumerable<int>)Fixture.Call("Asynchronous.Count", 4, CancellationToken.None)!)),
            6, Numbers(), 77, 4, CancellationToken.None);

        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Handle("Asynchronous.Count").Patch(Handle("Asynchronous.Count").Original);
        var counting = (IAsyncEnumerable<int>)Fixture.Call("Asynchronous.Count", 4, CancellationToken.None)!;
        Assert.That(() => Wait(Sum(counting, cancelled.Token)), Throws.InstanceOf<OperationCanceledException>(), "a token given to the enumerator arrives");
    }

    [Test]
    public void Iterators_that_are_enumerators()
        => CheckEffect(
            "Asynchronous.Enumerator",
            () => Count((IEnumerator<int>)Fixture.Call("Asynchronous.Enumerator", 4)!),
            4, new NineAgainAndAgain(), 9, 4);

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();

    private static async Task<int> Sum(IAsyncEnumerable<int> numbers, CancellationToken cancellation = default)
    {
        var sum = 0;
        await foreach (var number in numbers.WithCancellation(cancellation))
            sum += number;

        return sum;
    }

    private static async IAsyncEnumerable<int> Numbers()
    {
        await Task.Yield();
        yield return 77;
    }

    private static int Count(IEnumerator<int> numbers)
    {
        var count = 0;
        while (numbers.MoveNext())
            count++;

        return count;
    }

    /// <summary>Runs what is posted to it at once, and lets exceptions out.</summary>
    private sealed class RethrowingContext : SynchronizationContext
    {
        private readonly List<Exception> _exceptions = [];

        public static T Run<T>(Func<T> action)
        {
            var before = Current;
            var context = new RethrowingContext();
            SetSynchronizationContext(context);
            try
            {
                var result = action();
                if (context._exceptions.Count > 0)
                    System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(context._exceptions[0]);

                return result;
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }

        public override void Post(SendOrPostCallback d, object? state)
        {
            try
            {
                d(state);
            }
#pragma warning disable CA1031 // Whatever an async void method throws comes out here.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _exceptions.Add(exception);
            }
        }
    }

    /// <summary>Nine values, and then the same again: it is given for several calls.</summary>
    private sealed class NineAgainAndAgain : IEnumerator<int>
    {
        public int Current { get; private set; }

        object System.Collections.IEnumerator.Current => Current;

        public bool MoveNext() => (Current = (Current + 1) % 10) != 0;

        public void Reset() => Current = 0;

        public void Dispose()
        {
        }
    }
}
