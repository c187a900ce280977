using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>Methods that the runtime makes asynchronous, which .NET 10 does when it is told to, and the compiler when a feature is on.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class RuntimeAsyncConsumerTests
{
    private const string Program =
        """
        using Hotpatch;

        Console.WriteLine(typeof(Waiting).GetMethod("Add")!.IsDefined(typeof(System.Runtime.CompilerServices.AsyncStateMachineAttribute), false));
        Console.WriteLine($"{await Waiting.Add(1, 2)} {await Waiting.AddGated(1, 2)}");
        var add = Waiting.Patches.Add;
        var gated = Waiting.Patches.AddGated;
        add.Patch(async (a, b) => 10 * await add.Original(a, b));
        gated.Patch(async (a, b) => 10 * await gated.Original(a, b));
        Console.WriteLine($"{await Waiting.Add(1, 2)} {await Waiting.AddGated(1, 2)}");
        var held = new TaskCompletionSource();
        var running = Waiting.Hold(held.Task);
        Console.WriteLine($"{Waiting.Patches.Hold.InFlight} {Waiting.Patches.Hold.TryPatch(_ => Task.CompletedTask)}");
        held.SetResult();
        await running;
        Console.WriteLine($"{Waiting.Patches.Hold.InFlight} {Waiting.Patches.Hold.TryPatch(_ => Task.CompletedTask)}");
        add.Restore();
        gated.Restore();
        Console.WriteLine($"{await Waiting.Add(1, 2)} {await Waiting.AddGated(1, 2)}");

        [Patchable]
        public static class Waiting
        {
            public static async Task<int> Add(int a, int b) { await Task.Yield(); return a + b; }
            [Patchable(Consistency = Consistency.Exclusive)] public static async Task<int> AddGated(int a, int b) { await Task.Yield(); return a + b; }
            [Patchable(Consistency = Consistency.Drained)] public static async Task Hold(Task until) => await until;
        }
        """;

    [Test]
    public void Such_methods_are_patched_and_waited_for()
    {
        const string Properties = "<Features>runtime-async=on</Features><EnablePreviewFeatures>true</EnablePreviewFeatures><NoWarn>SYSLIB5007</NoWarn>";
        using var consumer = new Consumer();
        consumer.WriteApplication(Consumer.ApplicationReferences, Properties);
        consumer.Write("App/Program.cs", Program);
        consumer.Write("App/FodyWeavers.xml", "<Weavers><Hotpatch /></Weavers>");
        consumer.Build();

        var output = ChildProcess.DotNetWith("DOTNET_RuntimeAsync", "1", consumer.PathOf("App"), consumer.Assembly()).Succeeded();
        Assert.That(Consumer.Lines(output), Is.EqualTo(new[] { "False", "3 3", "30 30", "1 False", "0 True", "3 3" }));
    }
}
