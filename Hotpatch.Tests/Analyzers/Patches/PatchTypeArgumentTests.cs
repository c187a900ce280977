namespace Hotpatch.Tests.Analyzers.Patches;

/// <summary>HP0044: a patch and its target that do not agree on type parameters.</summary>
public class PatchTypeArgumentTests
{
    [Test]
    public Task One_instantiation_or_each()
        => PatchRun.CheckMembers(
            """
            [Patch(typeof(Box<>), TypeArguments = new[] { typeof(int) })] static int Get(Box<int> self) => 1;
            [Patch(typeof(Box<string>), "Get")] static string OfStrings(Box<string> self) => "";
            [Patch(typeof(Box<>), "Map", TypeArguments = new[] { typeof(int), typeof(string) })] static string Map1(Box<int> self, string other) => "";
            [Patch(typeof(Box<int>), "Map", TypeArguments = new[] { typeof(int), typeof(int) })] static int Map2(Box<int> self, int other) => 1;
            [Patch(typeof(PriceService), TypeArguments = new[] { typeof(int) })] static int Echo(int value) => 1;
            [Patch(typeof(Box<int>), "Map", TypeArguments = new[] { typeof(long) })] static long Map3(Box<int> self, long other) => 1;
            [Patch(typeof(Box<>), "Get", TypeArguments = new[] { typeof(long) })] static T Longs<T>(Box<T> self) => default;
            [Patch(typeof(Box<byte>), "Get")] static T Bytes<T>(Box<T> self) => default;
            [Patch(typeof(Box<int>.Lid<string>), "Open")] static (int, string) Lid(int one, string other) => (1, "");
            [Patch(typeof(Box<>), "Get", TypeArguments = new[] { typeof(int) })] static string {|HP0040:Other|}(Box<string> self) => "";
            """);

    [Test]
    public Task Numbers_that_differ()
        => PatchRun.CheckMembers(
            """
            [Patch(typeof(PriceService), "Quote")] static decimal {|HP0044:Generic|}<T>(PriceService self, int quantity) => 1;
            [Patch(typeof(PriceService), "Quote", TypeArguments = new[] { typeof(int) })] static decimal {|HP0044:Given|}(PriceService self, int quantity) => 1;
            [Patch(typeof(PriceService), "Quote", TypeArguments = new Type[0])] static decimal None(PriceService self, int quantity) => 1;
            [Patch(typeof(Box<>))] static int {|HP0044:Get|}(Box<int> self) => 1;
            [Patch(typeof(Box<>), "Map")] static U {|HP0044:Map1|}<U>(Box<int> self, U other) => other;
            [Patch(typeof(Box<>), "Map", TypeArguments = new[] { typeof(int) })] static int {|HP0044:Map2|}(Box<int> self, int other) => other;
            [Patch(typeof(Box<int>), "Map")] static int {|HP0044:Map3|}(Box<int> self, int other) => other;
            [Patch(typeof(Box<int>), "Get")] static T {|HP0044:Open1|}<T, U>(Box<T> self) => default;
            [Patch(typeof(Box<>), "Get", TypeArguments = new[] { typeof(int) })] static T {|HP0044:Open2|}<T, U>(Box<T> self) => default;
            """);

    [TestCase("[Patch(typeof(Box<>))] static int Get(Box<int> self) => 1;", "Shop.Box`1.Get: a method with one type parameter of its own was expected, or TypeArguments for one instantiation, but it has none.")]
    [TestCase("[Patch(typeof(PriceService), TypeArguments = new[] { typeof(int), typeof(int) })] static int Echo(int value) => 1;", "Shop.PriceService.Echo: one type argument was expected, but 2 were found.")]
    public async Task The_message_names_both_numbers(string members, string message)
        => Assert.That(await PatchRun.MessageOf(members), Is.EqualTo(message));
}
