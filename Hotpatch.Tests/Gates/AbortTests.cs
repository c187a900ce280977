using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Gates;

/// <summary>
/// Threads that <c>ControlledExecution.Run</c> aborts between any two instructions of calls, while others wait for those calls: no call is left counted.
/// </summary>
/// <remarks>
/// In a process of its own. On Linux, .NET 10 itself ends with a PAL_SEHException where an abort meets a method that is not inlined into an optimized
/// loop. The calls here are, but the patched ones and those at a closed gate make calls of their own: a run that the runtime ends tells nothing.
/// </remarks>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class AbortTests
{
    // Short runs: the longer one is, the likelier the runtime ends it.
    private const int Runs = 8;
    private const string Rounds = "25";

    private const string Source =
        """
        #pragma warning disable SYSLIB0046
        using System;
        using System.Runtime;
        using System.Runtime.CompilerServices;
        using System.Threading;
        using System.Threading.Tasks;
        using Hotpatch;

        public static class Program
        {
            private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
            private static bool _isInside;
            private static int _result;

            public static int Main(string[] arguments)
            {
                Action<int> loop = arguments[0] switch
                {
                    "drained" => Drained,
                    "exclusive" => Exclusive,
                    "nested" => Nested,
                    "task" => Tasks,
                    "value" => ValueTasks,
                    "struct" => Structs,
                    _ => Classes,
                };
                var aborted = 0;
                loop(1);
                using var patching = new CancellationTokenSource();
                var patcher = new Thread(() => Wait(patching.Token));
                if (arguments[1] == "patched")
                    patcher.Start();

                for (var round = 0; round < int.Parse(arguments[2]); round++)
                {
                    _isInside = false;
                    using var abort = new CancellationTokenSource();
                    var thread = new Thread(() =>
                    {
                        loop(1);
                        try
                        {
                            ControlledExecution.Run(() => Run(loop), abort.Token);
                        }
                        catch (OperationCanceledException)
                        {
                            aborted++;
                        }

                        // A thread that has ended counts no longer.
                        foreach (var handle in Patchable.In(typeof(Program).Assembly))
                        {
                            if (handle.InFlight != 0 && arguments[1] != "patched")
                                throw new Exception($"{handle.Name}: {handle.InFlight} calls");

                            handle.WaitForDrain(Longest);
                        }
                    });
                    thread.Start();
                    while (!Volatile.Read(ref _isInside))
                        Thread.Yield();

                    Thread.SpinWait(round % 100 * 20);
                    abort.Cancel();
                    thread.Join();
                }

                patching.Cancel();
                if (arguments[1] == "patched")
                    patcher.Join();

                foreach (var handle in Patchable.In(typeof(Program).Assembly))
                    Console.WriteLine($"{handle.Name}: {handle.InFlight}");

                Patchable.For<Func<int, int, int>>(Methods.Drained).Patch((a, b) => 7, Longest);
                Console.WriteLine($"patched {Methods.Drained(1, 2)}");
                Console.WriteLine($"aborted {aborted}");
                return 0;
            }

            // Closes and opens, or turns, the gates: without a replacement, which would not be inlined.
            private static void Wait(CancellationToken end)
            {
                while (!end.IsCancellationRequested)
                {
                    foreach (var handle in Patchable.In(typeof(Program).Assembly))
                        handle.WaitForDrain(Longest);

                    Thread.SpinWait(2000);
                }
            }

            [MethodImpl(MethodImplOptions.AggressiveOptimization)]
            private static void Run(Action<int> loop)
            {
                Volatile.Write(ref _isInside, true);
                while (true)
                    loop(int.MaxValue);
            }

            [MethodImpl(MethodImplOptions.AggressiveOptimization)]
            private static void Drained(int calls)
            {
                var sum = 0;
                for (var i = 0; i < calls; i++)
                    sum = Methods.Drained(sum, i);

                _result = sum;
            }

            [MethodImpl(MethodImplOptions.AggressiveOptimization)]
            private static void Exclusive(int calls)
            {
                var sum = 0;
                for (var i = 0; i < calls; i++)
                    sum = Methods.Exclusive(sum, i);

                _result = sum;
            }

            [MethodImpl(MethodImplOptions.AggressiveOptimization)]
            private static void Nested(int calls)
            {
                var sum = 0;
                for (var i = 0; i < calls; i++)
                    sum = Methods.Outer(sum, i);

                _result = sum;
            }

            [MethodImpl(MethodImplOptions.AggressiveOptimization)]
            private static void Tasks(int calls)
            {
                for (var i = 0; i < calls; i++)
                    Methods.Task(i);
            }

            [MethodImpl(MethodImplOptions.AggressiveOptimization)]
            private static void ValueTasks(int calls)
            {
                var sum = 0;
                for (var i = 0; i < calls; i++)
                    sum += Methods.ValueTask(i).IsCompleted ? 1 : 0;

                _result = sum;
            }

            [MethodImpl(MethodImplOptions.AggressiveOptimization)]
            private static void Structs(int calls)
            {
                var sum = 0;
                for (var i = 0; i < calls; i++)
                    sum += new Point(i).X;

                _result = sum;
            }

            [MethodImpl(MethodImplOptions.AggressiveOptimization)]
            private static void Classes(int calls)
            {
                var sum = 0;
                for (var i = 0; i < calls; i++)
                    sum += new Box(i).X;

                _result = sum;
            }
        }

        public static class Methods
        {
            [Patchable(Consistency = Consistency.Drained)]
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static int Drained(int a, int b) => a + b;

            [Patchable(Consistency = Consistency.Exclusive)]
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static int Exclusive(int a, int b) => a + b;

            [Patchable(Consistency = Consistency.Drained)]
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static int Outer(int a, int b) => Drained(Exclusive(a, b), b);

            [Patchable(Consistency = Consistency.Drained)]
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static Task Task(int value) => System.Threading.Tasks.Task.CompletedTask;

            [Patchable(Consistency = Consistency.Exclusive)]
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static ValueTask ValueTask(int value) => default;
        }

        public readonly struct Point
        {
            [Patchable(Consistency = Consistency.Drained)]
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Point(int x) => X = x;

            public int X { get; }
        }

        public sealed class Box
        {
            [Patchable(Consistency = Consistency.Exclusive)]
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Box(int x) => X = x;

            public int X { get; }
        }
        """;

    private readonly TempFolder _folder = new();
    private string _program = null!;

    [OneTimeSetUp]
    public void Weave() => _program = WovenProgram.Write(_folder, Source, "Aborted");

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    [TestCase("drained", "alone")]
    [TestCase("drained", "patched")]
    [TestCase("exclusive", "alone")]
    [TestCase("exclusive", "patched")]
    [TestCase("nested", "alone")]
    [TestCase("nested", "patched")]
    [TestCase("task", "alone")]
    [TestCase("task", "patched")]
    [TestCase("value", "alone")]
    [TestCase("value", "patched")]
    [TestCase("struct", "alone")]
    [TestCase("struct", "patched")]
    [TestCase("class", "alone")]
    [TestCase("class", "patched")]
    public void Leave_no_call_counted(string calls, string patches)
    {
        var ended = 0;
        for (var run = 0; run < Runs; run++)
        {
            var result = ChildProcess.DotNet(Path.GetDirectoryName(_program)!, _program, calls, patches, Rounds);
            if (IsEndedByRuntime(result))
                ended++;
            else
                Assert.That(result.Succeeded(), Does.Contain("patched 7").And.Contain($"aborted {Rounds}").And.Not.Match(@": [^0]"));
        }

        if (ended == Runs)
            Assert.Ignore($"The runtime ended each of {Runs} runs itself.");
    }

    // SIGABRT and SIGSEGV.
    private static bool IsEndedByRuntime(ProcessResult result)
        => OperatingSystem.IsLinux() && (result.ExitCode == 139 || (result.ExitCode == 134 && result.Output.Contains("PAL_SEHException", StringComparison.Ordinal)));
}
