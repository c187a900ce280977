using Hotpatch;
using Shop;

/// <summary>All checks, for each program that runs them.</summary>
internal static class Checks
{
    public static async Task Run()
    {
        var service = new PriceService();
        var add = Patchable.For(Calculator.Add);
        var quote = Patchable.For<Func<PriceService, int, int>>(typeof(PriceService), nameof(PriceService.Quote));
        Expect("All", 15, Patchable.All.Count(handle => !handle.IsOfCalls && !handle.Name.StartsWith("Plain.", StringComparison.Ordinal)));
        Expect("In", 15, Patchable.In(typeof(Calculator).Assembly).Count(handle => !handle.IsOfCalls));
        Expect("Find", add, Patchable.Find("Shop.Calculator.Add"));
        Expect("Name", "Shop.PriceService.Quote(System.Int32)", quote.Name);

        add.Patch((a, b) => add.Original(a, b) * 10);
        Expect("static", 50, Calculator.Add(2, 3));
        quote.Patch((self, quantity) => self.UnitPrice - quote.Original(self, quantity));
        Expect("instance", -3, service.Quote(2));

        PatchHandle untyped = Patchable.Find("Shop.Calculator.Add");
        untyped.Patch(new Func<int, int, int>((a, b) => a * b));
        Expect("untyped", 6, Calculator.Add(2, 3));
        untyped.Patch(new Calculation(Operations.Subtract));
        Expect("untyped, of another delegate type", -1, Calculator.Add(2, 3));
        Expect("untyped original", 5, ((Func<int, int, int>)untyped.Original)(2, 3));
        using (add.PatchScoped((a, b) => 7))
            Expect("scoped", 7, Calculator.Add(2, 3));

        ExpectRefusal<InvalidReplacementException>(() => untyped.Patch(new Action(() => { })));
        ExpectRefusal<InvalidReplacementException>(() => add.Patch(Calculator.Add));
        ExpectRefusal<PatchTargetException>(() => Patchable.Find("Shop.Calculator.Subtract"));
        ExpectRefusal<PatchTargetException>(() => Patchable.For<Func<int, int>>(service.Quote));
        ExpectRefusal<NotWovenException>(() => Patchable.In(typeof(string).Assembly));

        add.Restore();
        quote.Restore();
        Expect("restored static", 5, Calculator.Add(2, 3));
        Expect("restored instance", 6, service.Quote(2));
        await Kinds.Check(Expect, Expect);
        await SomeCalls.Check(Expect);
        await FrameworkCalls.Check(Expect);
        References.Check(Expect);
        await Refusals.Check();
    }

    private static void Expect<T>(string what, T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            throw new InvalidOperationException($"{what}: {expected} was expected, but {actual} was found.");
    }

    private static void ExpectRefusal<TException>(Action action)
        where TException : PatchException
    {
        try
        {
            action();
        }
        catch (TException)
        {
            return;
        }

        throw new InvalidOperationException($"{typeof(TException).Name} was expected, but nothing was thrown.");
    }
}

internal delegate int Calculation(int a, int b);

internal static class Operations
{
    public static int Subtract(int a, int b) => a - b;
}
