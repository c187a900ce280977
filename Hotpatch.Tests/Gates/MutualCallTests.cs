using System.Diagnostics;
using Hotpatch.Gates;
using Hotpatch.Woven;

namespace Hotpatch.Tests.Gates;

/// <summary>Exclusive methods that call each other, and are patched at the same time: each patch waits for a call that must enter the other's gate.</summary>
[NonParallelizable]
public class MutualCallTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Test]
    public void What_is_running_goes_on()
    {
        using var closed = new ManualResetEventSlim();
        using var inside = new CountdownEvent(2);
        var (first, second) = (new Method(), new Method());
        Thread[] threads = [Start(() => Call(first, second)), Start(() => Call(second, first))];
        inside.Wait();

        threads = [.. threads, Start(first.Patch), Start(second.Patch)];
        Assert.That(() => first.Gate.IsClosed && second.Gate.IsClosed, Is.True.After(60_000, 1));
        closed.Set();
        foreach (var thread in threads)
            Assert.That(thread.Join(Long), Is.True, "a thread hangs");

        Assert.That((first.Version, second.Version, first.Violations, second.Violations), Is.EqualTo((1, 1, 0, 0)));

        void Call(Method outer, Method inner)
            => outer.Call(() =>
            {
                inside.Signal();
                closed.Wait();
                inner.Call(() => { });
            });
    }

    [Test]
    public void Old_and_new_never_run_at_the_same_time()
    {
        Method[] methods = [new(), new(), new()];
        var clock = Stopwatch.StartNew();
        Thread[] patching = [];
        using (new Crowd(4, Call))
        {
            patching = [.. methods.Select(method => Start(() => Patch(method)))];
            foreach (var thread in patching)
                Assert.That(thread.Join(Long), Is.True, "a patch hangs");
        }

        Assert.That(methods.Sum(method => method.Violations), Is.Zero);
        Assert.That(methods.Min(method => method.Version), Is.Positive);

        void Call(int number)
        {
            var (first, second, third) = (methods[number % 3], methods[(number + 1) % 3], methods[(number + 2) % 3]);
            first.Call(() => second.Call(() => third.Call(() => first.Call(() => Thread.Yield()))));
        }

        void Patch(Method method)
        {
            // At least once, however late the thread begins.
            do
                method.Patch();
            while (clock.Elapsed < TimeSpan.FromSeconds(1));
        }
    }

    private static Thread Start(Action action)
    {
        var thread = new Thread(() => action()) { IsBackground = true };
        thread.Start();
        return thread;
    }

    /// <summary>What a woven method is, with a body that tells whether it was patched meanwhile.</summary>
    private sealed class Method : IChange
    {
        private int _version;
        private int _violations;

        public Gate Gate { get; } = Gate.Exclusive();

        public int Version => Volatile.Read(ref _version);

        public int Violations => Volatile.Read(ref _violations);

        public IEnumerable<string> Names => ["Method"];

        public void Call(Action body)
        {
            ref var count = ref Gate.Enter();
            try
            {
                var version = Version;
                body();
                if (version != Version)
                    Interlocked.Increment(ref _violations);
            }
            finally
            {
                count.Exit();
            }
        }

        public void Patch() => TransitionRun.Run(new Transition([Gate], this), this, new Patience(Timeout.InfiniteTimeSpan, CancellationToken.None));

        public void Make() => _version++;

        public void Undo() => _version--;

        public void Settle()
        {
        }
    }
}
