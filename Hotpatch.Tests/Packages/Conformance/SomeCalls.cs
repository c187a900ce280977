using Hotpatch;
using Shop;

/// <summary>Patches for some calls only, and all that looks at calls, without a JIT. The handles are reached by name, which keeps their routers.</summary>
internal static class SomeCalls
{
    public static async Task Check(Action<string, int, int> expect)
    {
        var service = new PriceService();
        await CheckFlows(expect);
        CheckConditions(expect, service);
        CheckLooks(expect, service);
        await CheckTasks(expect);
        expect("nothing is left", 0, Patchable.Report().Methods.Count(method => method.Handle.Name.Contains("Quote", StringComparison.Ordinal)));
    }

    private static async Task CheckFlows(Action<string, int, int> expect)
    {
        using (Parser.Patches.TryRead.PatchFlow((string text, out int value) => int.TryParse(text + "0", out value)))
        {
            Parser.TryRead("4", out var result);
            expect("flow, out", 40, result);
            Task<int> elsewhere;
            using (ExecutionContext.SuppressFlow())
                elsewhere = Task.Run(() => Parser.TryRead("4", out var other) ? other : 0);

            expect("flow, elsewhere", 4, await elsewhere);
        }

        using (Counter.Patches.Grow.WrapFlow(next => (ref Counter self, int by) => next(ref self, by * 10)))
            expect("flow, struct", 21, new Counter { Count = 1 }.Grow(2));

        using (Parser.Patches.Sum.PatchFlow(values => values.Length))
            expect("flow, span", 2, Parser.Sum([5, 6]));

        using (Box<Guid>.Patches.Get.PatchFlow(self => new Guid(7, 0, 0, new byte[8])))
            expect("flow, generic type", 7, new Box<Guid>(Guid.Empty).Get().ToByteArray()[0]);

        using (Box.Patches.Echo<double>().PatchFlow(value => value * 2))
            expect("flow, generic method", 6, (int)Box.Echo(3d));

        using (var set = new PatchSet("aot").AddFlow(Parser.Patches.Sum, values => 9))
        {
            set.Apply();
            expect("flow, set", 9, Parser.Sum([5]));
        }
    }

    private static void CheckConditions(Action<string, int, int> expect, PriceService service)
    {
        var quote = PriceService.Patches.Quote;
        using (quote.PatchInstance(service, (self, quantity) => 1))
            expect("instance", 1, service.Quote(5));

        using (quote.PatchWhen((self, quantity) => quantity > 10, (self, quantity) => 2, new PatchOptions { Owner = "aot" }))
            expect("condition", 2, service.Quote(11));

        using (var canary = quote.Canary(1, (self, quantity) => 3))
        {
            expect("canary", 3, service.Quote(5));
            canary.Share = 0;
            expect("canary, none", 15, service.Quote(5));
        }

        using (quote.Canary(1, (self, quantity) => 4, (self, quantity) => quantity))
            expect("canary by key", 4, service.Quote(5));

        var guard = new PatchOptions { RollbackOnFault = new FaultLimit(1, TimeSpan.FromMinutes(1)) { AnswerWithOriginal = true } };
        using (quote.PatchScoped((self, quantity) => throw new NotSupportedException(), guard))
        {
            expect("guard", 15, service.Quote(5));
            expect("guard has fired", 0, quote.Describe().Entries.Count);
        }

        using var owned = quote.PatchWhen((self, quantity) => true, (self, quantity) => 5, new PatchOptions { Owner = "aot" });
        expect("owner", 1, Patchable.RemoveOwner("aot"));
    }

    private static void CheckLooks(Action<string, int, int> expect, PriceService service)
    {
        var quote = PriceService.Patches.Quote;
        var (seen, differences) = (0, 0);
        using (quote.Observe(call => seen += (int)call.Result!))
        using (quote.Shadow((self, quantity) => -1, call => differences += call.IsMatch ? 0 : 1))
        using (var metrics = quote.Measure())
        using (var recording = quote.Record(2))
        {
            expect("observed", 15, service.Quote(5));
            expect("observer", 15, seen);
            expect("shadow", 1, differences);
            expect("metrics", 1, (int)metrics.Calls);
            expect("recording", 15, (int)recording.Calls[0].RunOriginal()!);
        }

        using (quote.Intercept(call =>
        {
            call.Arguments["quantity"] = 7;
            call.Proceed();
        }))
            expect("interceptor", 21, service.Quote(5));

        using (Parser.Patches.TryRead.Intercept(call =>
        {
            call.Proceed();
            call.Arguments["value"] = (int)call.Arguments["value"]! + 1;
        }))
            expect("interceptor, out", 5, Parser.TryRead("4", out var value) ? value : 0);
    }

    // The code for tasks of values is kept with the handle that code names.
    private static async Task CheckTasksOfValues(Action<string, int, int> expect)
    {
        var limit = new PatchOptions { RollbackOnFault = new FaultLimit(1, TimeSpan.FromMinutes(1)) { AnswerWithOriginal = true } };
        using (var fix = Parser.Patches.Price.PatchScoped(self => Task.FromException<decimal>(new NotSupportedException()), limit))
        {
            expect("guarded task", 1, (int)await new Parser("a").Price());
            expect("guard of a task has fired", 1, fix.Guard.HasFired ? 1 : 0);
        }

        var ended = new TaskCompletionSource<object>();
        using (Parser.Patches.Key.Observe(call => ended.SetResult(call.Result)))
        using (var metrics = Parser.Patches.Key.Measure())
        using (Parser.Patches.Key.Intercept(async call =>
        {
            await call.ProceedAsync();
            call.Result = new Guid(5, 0, 0, new byte[8]);
        }))
        {
            expect("value task, intercepted", 5, (await new Parser("a").Key()).ToByteArray()[0]);
            expect("value task, observed", 5, ((Guid)(await ended.Task)).ToByteArray()[0]);
            expect("value task, measured", 1, (int)metrics.Calls);
        }

        var failed = new TaskCompletionSource<Exception>();
        using (Box.Patches.Later<long>().Shadow(value => Task.FromException<long>(new NotSupportedException()), report => failed.SetResult(report.CandidateException)))
        {
            expect("generic task", 6, (int)await Box.Later(6L));
            expect("shadow of a generic task", 1, await failed.Task is NotSupportedException ? 1 : 0);
        }

        using (Parser.Patches.TryRead.PatchWhenArguments(arguments => arguments["text"] is "4", (string text, out int value) => { value = 7; return true; }))
            expect("arguments as objects", 7, Parser.TryRead("4", out var value) ? value : 0);

        using (Parser.Patches.Sum.CanaryByArguments(1, values => 9, arguments => arguments[0]))
            expect("key of arguments as objects", 9, Parser.Sum([5]));
    }

    private static async Task CheckTasks(Action<string, int, int> expect)
    {
        await CheckTasksOfValues(expect);
        var run = Parser.Patches.Async;
        var ended = new TaskCompletionSource<int>();
        using (run.Observe(call => ended.SetResult((int)call.Result!)))
        using (run.Intercept(async call =>
        {
            await call.ProceedAsync();
            call.Result = (int)call.Result! + 1;
        }))
            expect("asynchronous interceptor", await new Parser("a").Async(), await ended.Task);

        using (run.PatchFlow(self => Task.FromResult(5)))
            expect("flow, task", 5, await new Parser("a").Async());
    }
}
