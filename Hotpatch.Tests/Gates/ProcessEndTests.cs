using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Gates;

/// <summary>A program that ends while a patch waits: whatever runs at the end must not wait for that.</summary>
public class ProcessEndTests
{
    private const string Source =
        """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using Hotpatch;

        public static class Program
        {
            private static readonly ManualResetEventSlim Inside = new();

            [Patchable(Consistency = Consistency.Exclusive)] public static int Run(Action action) { action(); return 1; }
            [Patchable(Consistency = Consistency.Exclusive)] public static async Task<int> RunAsync(Action action) { action(); await Task.Yield(); return 2; }

            public static void Main()
            {
                AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine("exit " + Run(() => { }) + RunAsync(() => { }).Result);
                new Thread(() => Run(End)).Start();
                Inside.Wait();
                var waiting = RunAsync(() => { });
                var set = new PatchSet()
                    .Add(Patchable.For<Func<Action, int>>(Run), _ => 3)
                    .Add(Patchable.For<Func<Action, Task<int>>>(RunAsync), _ => Task.FromResult(4));
                set.Apply();
                Console.WriteLine("not to be seen");
            }

            private static void End()
            {
                Inside.Set();

                // Until the patch waits: then calls from other threads do too.
                while (Task.Run(() => RunAsync(() => { })).Wait(500))
                    Thread.Sleep(1);

                Environment.Exit(7);
            }
        }
        """;

    [Test]
    public void Does_not_wait_for_a_patch()
    {
        using var folder = new TempFolder();
        var result = ChildProcess.DotNet(folder.FullName, WovenProgram.Write(folder, Source, "Ending"));
        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(7), result.Output);
            Assert.That(result.Output.Trim(), Is.EqualTo("exit 12"));
        });
    }
}
