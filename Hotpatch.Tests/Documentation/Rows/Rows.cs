using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Hotpatch;

[assembly: PatchableCalls(typeof(DateTime), nameof(DateTime.UtcNow))]
[assembly: PatchableCalls(typeof(HttpClient), ".ctor")]

namespace Comparison
{
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class RowAttribute(string text) : Attribute { public string Text => text; }

    public class Shop
    {
        public int Price = 3;
        [Patchable] public static int Tiny(int value) => value + 1;
        [Patchable] public static T Echo<T>(T value) => value;
        [Patchable] public int Quote(int count) => count * Price;
        [Patchable] public static int Other(int value) => value;
        [Patchable(Consistency = Consistency.Drained)] public static async Task<int> WorkAsync(Task<int> task) => await task;
    }

    /// <summary>One method for each row of the README's table of peers. It does what the row is about, and returns what the row says.</summary>
    public static class Rows
    {
        [Row("your calls of the framework: `DateTime.UtcNow`, `new HttpClient()`")]
        public static string Calls()
        {
            var made = new HttpClient();
            using (DateTime.Patches.get_UtcNow.PatchFlow(() => new DateTime(2001, 1, 1)))
            using (HttpClient.Patches.Constructor.PatchFlow(() => made))
                return Is(Year() == 2001 && new HttpClient() == made);
        }

        [Row("calls of the framework to itself, other processes")]
        public static string OfTheFramework()
        {
            using (DateTime.Patches.get_UtcNow.PatchFlow(() => new DateTime(2001, 1, 1)))
                return Is(DateTime.Now.Year == 2001);
        }

        [Row("inlined and tiny methods")]
        public static string Tiny()
        {
            for (var i = 0; i < 200_000; i++)
                Hot(i);

            using (Shop.Patches.Tiny.PatchScoped(value => -1))
                return Is(Hot(1) == -1);
        }

        [Row("one instantiation of a generic method")]
        public static string Instantiation()
        {
            using (Shop.Patches.Echo<string>().PatchScoped(value => "patched"))
                return Is(Shop.Echo("a") == "patched" && (string)Shop.Echo<object>("b") == "b" && Shop.Echo(3) == 3);
        }

        [Row("patching while other threads call")]
        public static string OtherThreads()
        {
            var isDone = false;
            var callers = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            {
                while (!Volatile.Read(ref isDone))
                {
                    if (Shop.Tiny(1) is not (2 or 7))
                        throw new InvalidOperationException("A call ran something else.");
                }
            })).ToArray();
            for (var i = 0; i < 2_000; i++)
            {
                using (Shop.Patches.Tiny.PatchScoped(value => 7))
                {
                }
            }

            Volatile.Write(ref isDone, true);
            Task.WaitAll(callers);
            return "safe";
        }

        [Row("waits for running calls")]
        public static string Waits()
        {
            var running = new TaskCompletionSource<int>();
            var call = Shop.WorkAsync(running.Task);
            var patch = Shop.Patches.WorkAsync.PatchAsync(task => Task.FromResult(9));
            var waits = !patch.IsCompleted;
            running.SetResult(1);
            patch.GetAwaiter().GetResult();
            var after = Shop.WorkAsync(Task.FromResult(2)).GetAwaiter().GetResult();
            Shop.Patches.WorkAsync.Restore();
            return Is(waits && call.GetAwaiter().GetResult() == 1 && after == 9);
        }

        [Row("several changes, all or none")]
        public static string AllOrNone()
        {
            using var set = new PatchSet().Add(Shop.Patches.Other, value => 5).AddFlow(Shop.Patches.Quote, (self, count) => 6);
            set.Apply();
            var both = Shop.Other(1) == 5 && new Shop().Quote(1) == 6;
            set.Revert();
            return Is(both && Shop.Other(1) == 1 && new Shop().Quote(1) == 3);
        }

        [Row("for one test, one instance, some calls")]
        public static string Some()
        {
            var (one, other) = (new Shop(), new Shop());
            using (Shop.Patches.Quote.PatchInstance(one, (self, count) => 8))
            using (Shop.Patches.Other.PatchWhen(value => value > 3, value => 0))
            using (Shop.Patches.Tiny.PatchFlow(value => 4))
            using (Shop.Patches.Echo<int>().Canary(1, value => 5))
            {
                int elsewhere;
                using (ExecutionContext.SuppressFlow())
                    elsewhere = Task.Run(() => Shop.Tiny(1)).GetAwaiter().GetResult();

                return Is(one.Quote(1) == 8 && other.Quote(1) == 3 && Shop.Other(9) == 0 && Shop.Other(1) == 1 && Shop.Tiny(1) == 4 && elsewhere == 2 && Shop.Echo(1) == 5);
            }
        }

        private static string Is(bool condition) => condition ? "yes" : "no";

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static int Hot(int value) => Shop.Tiny(value);

        private static int Year() => DateTime.UtcNow.Year;
    }
}
