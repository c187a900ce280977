namespace Hotpatch.Tests.Analyzers.Patches;

/// <summary>HP0040: a patch whose signature is not its target's.</summary>
public class PatchSignatureTests
{
    [Test]
    public Task Signatures_that_fit()
        => PatchRun.CheckMembers(
            """
            [Patch(typeof(PriceService))] public static decimal Discount(decimal total) => 1;
            [Patch(typeof(PriceService))] static decimal Quote(PriceService self, int quantity) => 1;
            [Patch(typeof(PriceService), "Sum")] static decimal Sum1(PriceService self, int first, string second) => 1;
            [Patch(typeof(PriceService), "Sum")] static decimal Sum2(PriceService self, string first) => 1;
            [Patch(typeof(PriceService))] static bool TryRead(PriceService self, string text, out int value) { value = 1; return true; }
            [Patch(typeof(PriceService))] static ref int At(PriceService self, int[] all) => ref all[1];
            [Patch(typeof(PriceService))] static ReadOnlySpan<char> Cut(PriceService self, ReadOnlySpan<char> text) => text;
            [Patch(typeof(PriceService), "Total")] static decimal TotalGet(PriceService self) => 1;
            [Patch(typeof(PriceService), "Total")] static void TotalSet(PriceService self, decimal value) { }
            [Patch(typeof(PriceService), "remove_Changed")] static void Changed(Action<PriceService, Action> next, PriceService self, Action value) { }
            [Patch(typeof(PriceService), "add_Changed")] static void ChangedAdd(PriceService self, Action value) { }
            [Patch(typeof(PriceService), "op_Addition")] static PriceService Plus(PriceService one, PriceService other) => other;
            [Patch(typeof(PriceService), ".ctor")] static void New(PriceService self, int price) { }
            [Patch(typeof(PriceService))] static T Echo<T>(T value) => value;
            [Patch(typeof(PriceService))] static unsafe int Read(int* at) => 1;
            [Patch(typeof(PriceService.Inner))] static int Twice(int value) => 1;
            [Patch(typeof(Money))] static void Add(ref Money self, decimal amount) { }
            [Patch(typeof(IPriced))] static decimal Price(IPriced self) => 2;
            [Patch(typeof(Box<>))] static T Get<T>(Box<T> self) => default;
            [Patch(typeof(Box<>))] static U Map<T, U>(Box<T> self, U other) => other;
            [Patch(typeof(Box<>.Lid<>))] static (A, B) Open<A, B>(A one, B other) => (one, other);
            """);

    [Test]
    public Task References_may_be_of_a_wider_type_and_an_enum_its_number()
        => PatchRun.CheckMembers(
            """
            [Patch(typeof(PriceService))] static string Wide(object self, object text) => "";
            [Patch(typeof(PriceService))] static object Either(object self, string text) => "";
            [Patch(typeof(PriceService))] static int Round(int rounding) => 0;
            [Patch(typeof(PriceService))] static decimal {|HP0040:Discount|}(object total) => 1;
            [Patch(typeof(Box<>))] static T Get<T>(object self) => default;
            [Patch(typeof(Box<>), "Get")] static T {|HP0040:Part|}<T>(IBox<T> self) => default;
            [Patch(typeof(Box<string>), "Get")] static string Closed(IBox<string> self) => "";
            [Patch(typeof(PriceService), "TryRead")] static bool {|HP0040:Read|}(PriceService self, string text, out object value) { value = 1; return true; }
            """);

    [Test]
    public Task A_delegate_in_front_makes_a_layer()
        => PatchRun.CheckMembers(
            """
            public delegate bool TryRead(PriceService self, string text, out int value);
            public delegate bool Read(PriceService self, string text, int value);
            public delegate decimal Pricing(PriceService self, int quantity);
            public delegate int PointerReader(long at);
            [Patch(typeof(PriceService))] static decimal Discount(Func<decimal, decimal> next, decimal total) => next(total);
            [Patch(typeof(PriceService), "Quote")] static decimal Quote1(Func<PriceService, int, decimal> next, PriceService self, int quantity) => 1;
            [Patch(typeof(PriceService), "Quote")] static decimal Quote2(Pricing next, PriceService self, int quantity) => 1;
            [Patch(typeof(PriceService), "Quote")] static decimal {|HP0040:Quote3|}(Func<PriceService, long, decimal> next, PriceService self, int quantity) => 1;
            [Patch(typeof(PriceService), "Quote")] static decimal {|HP0040:Quote4|}(Func<PriceService, int, decimal> next, int quantity) => 1;
            [Patch(typeof(PriceService), "Quote")] static decimal {|HP0040:Quote5|}(Delegate next, PriceService self, int quantity) => 1;
            [Patch(typeof(PriceService), "TryRead")] static bool Read1(TryRead next, PriceService self, string text, out int value) => next(self, text, out value);
            [Patch(typeof(PriceService), "TryRead")] static bool {|HP0040:Read2|}(Read next, PriceService self, string text, out int value) { value = 1; return true; }
            [Patch(typeof(PriceService))] static T Echo<T>(Func<T, T> next, T value) => next(value);
            [Patch(typeof(Box<>))] static T Get<T>(Func<Box<T>, T> next, Box<T> self) => next(self);
            """);

    [Test]
    public Task A_target_that_takes_a_delegate_itself()
        => PatchRun.CheckMembers(
            """
            [Patch(typeof(PriceService), "Run")] static void Replacement(Action action) { }
            [Patch(typeof(PriceService), "Run")] static void Layer(Action<Action> next, Action action) => next(action);
            [Patch(typeof(PriceService), "Run")] static void {|HP0040:Neither|}(Func<int> action) { }
            """);

    [Test]
    public Task Signatures_that_do_not_fit()
        => PatchRun.CheckMembers(
            """
            [Patch(typeof(PriceService), "Quote")] static decimal {|HP0040:Longer|}(PriceService self, long quantity) => 1;
            [Patch(typeof(PriceService), "Quote")] static decimal {|HP0040:Selfless|}(int quantity) => 1;
            [Patch(typeof(PriceService), "Quote")] static double {|HP0040:Result|}(PriceService self, int quantity) => 1;
            [Patch(typeof(PriceService), "Quote")] static void {|HP0040:Nothing|}(PriceService self, int quantity) { }
            [Patch(typeof(PriceService), "Quote")] static decimal {|HP0040:Narrow|}(DearService self, int quantity) => 1;
            [Patch(typeof(PriceService), "Quote")] static decimal {|HP0040:Reference|}(ref PriceService self, int quantity) => 1;
            [Patch(typeof(PriceService), "Sum")] static decimal {|HP0040:Overloaded|}(PriceService self, double first) => 1;
            [Patch(typeof(PriceService), "At")] static int {|HP0040:Value|}(PriceService self, int[] all) => 1;
            [Patch(typeof(Money), "Add")] static void {|HP0040:Copy|}(Money self, decimal amount) { }
            [Patch(typeof(PriceService), "Read")] static unsafe int {|HP0040:Pointer|}(void* at) => 1;
            [Patch(typeof(Box<>), "Get")] static int {|HP0040:Closed|}<T>(Box<T> self) => 1;
            """);

    [Test]
    public Task Methods_that_only_the_assembly_itself_sees_are_found()
        => PatchRun.CheckMembers(
            """
            [Patch(typeof(PriceService), "Hidden")] static decimal Hidden1(PriceService self, int quantity) => 1;
            [Patch(typeof(PriceService), "Sum")] static decimal Sum(PriceService self, long first) => 1;
            [Patch(typeof(PriceService), "Hidden")] static decimal {|HP0040:Hidden2|}(PriceService self, long quantity) => 1;
            """);

    [Test]
    public Task Reference_assemblies_show_what_they_have()
        => PatchRun.CheckMembersAgainstReferenceAssembly(
            """
            [Patch(typeof(PriceService))] static decimal Quote(PriceService self, int quantity) => 1;
            [Patch(typeof(PriceService), "Quote")] static decimal {|HP0040:Longer|}(PriceService self, long quantity) => 1;
            [Patch(typeof(PriceService), "Hidden")] static decimal Hidden(PriceService self, int quantity) => 1;
            """);

    [Test]
    public Task What_is_not_required_or_is_for_another_version_may_have_another_signature()
        => PatchRun.CheckMembers(
            """
            [Patch(typeof(PriceService), "Quote", Required = false)] static decimal Optional(PriceService self, long quantity) => 1;
            [Patch(typeof(PriceService), "Quote", MinTargetVersion = "2.0")] static decimal Later(PriceService self, long quantity) => 1;
            [Patch(typeof(PriceService), "Quote", MaxTargetVersion = "1.4.9")] static decimal Earlier(PriceService self, long quantity) => 1;
            [Patch(typeof(PriceService), "Quote", MinTargetVersion = "1.5", MaxTargetVersion = "1.5")] static decimal {|HP0040:Now|}(PriceService self, long quantity) => 1;
            """);

    [TestCase(
        """[Patch(typeof(PriceService))] static double Quote(PriceService self, long quantity) => 1;""",
        "Shop.PriceService.Quote(System.Int32): decimal Quote(PriceService self, int quantity) was expected, but double Quote(PriceService self, long quantity) was found")]
    [TestCase(
        """[Patch(typeof(Money))] static void Add(Money self, decimal amount) { }""",
        "Shop.Money.Add(System.Decimal): void Add(ref Money self, decimal amount) was expected, but void Add(Money self, decimal amount) was found")]
    [TestCase(
        """[Patch(typeof(PriceService))] static decimal Quote(Func<int, decimal> next, PriceService self, int quantity) => 1;""",
        "Shop.PriceService.Quote(System.Int32): decimal Quote(Func<PriceService, int, decimal> next, PriceService self, int quantity) was expected, but decimal Quote(Func<int, decimal> next, PriceService self, int quantity) was found")]
    [TestCase(
        """
        public delegate bool Reader(string text); 
        [Patch(typeof(PriceService))] static bool TryRead(Reader next, PriceService self, string text, out int value) { value = 1; return true; }
        """,
        "Shop.PriceService.TryRead(System.String,System.Int32&): bool TryRead([delegate bool(PriceService self, string text, out int value)] next, PriceService self, string text, out int value) was expected, "
        + "but bool TryRead(Fixes.Reader next, PriceService self, string text, out int value) with bool Reader(string text) was found")]
    [TestCase(
        """[Patch(typeof(PriceService), "Hidden")] static decimal Mine(PriceService self) => 1;""",
        "Shop.PriceService.Hidden(System.Int32): decimal Mine(PriceService self, int quantity) was expected, but decimal Mine(PriceService self) was found")]
    [TestCase(
        """
        public class PriceService { }
        [Patch(typeof(Shop.PriceService))] static decimal Quote(PriceService self, int quantity) => 1;
        """,
        "Shop.PriceService.Quote(System.Int32): decimal Quote(PriceService self, int quantity) was expected, but decimal Quote(Fixes.PriceService self, int quantity) was found")]
    [TestCase(
        """[Patch(typeof(PriceService))] static decimal Sum(PriceService self) => 1;""",
        "Shop.PriceService.Sum: decimal Sum(PriceService self, int first, string second) or decimal Sum(PriceService self, string first) or decimal Sum(PriceService self, long first) was expected, "
        + "but decimal Sum(PriceService self) was found")]
    public async Task The_message_spells_what_was_expected_and_what_was_found(string members, string message)
        => Assert.That(await PatchRun.MessageOf(members), Is.EqualTo(message));
}
