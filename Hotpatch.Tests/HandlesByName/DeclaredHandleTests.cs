using Hotpatch.Tests.Support;
using Mono.Cecil;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>What the weaver makes of declarations of handles; here they are written by hand, in the shape that the generator writes.</summary>
[TestFixture("Debug")]
[TestFixture("Release")]
public class DeclaredHandleTests(string configuration)
{
    private const string Source =
        """
        using System;
        using Hotpatch;
        using Hotpatch.Woven;

        namespace Fixtures;

        public class PriceService
        {
            [Patchable] public static decimal Discount(decimal total) => total * 0.5m;
            [Patchable] public decimal Quote(int quantity) => quantity * 3m;
            [Patchable] public decimal Quote(string quantity) => 1m;
            [Patchable] public bool TryRead(string text, out int value) => int.TryParse(text, out value);
            [Patchable] public static string Tell(PriceService service) => "static";
            [Patchable] public string Tell() => "instance";
            [Patchable] public static T Echo<T>(T value) => value;
            [Patchable] public static T Echo<T>(ref T value) => value;
            [Patchable] public PriceService() { }
        }

        public struct Money
        {
            public decimal Amount;
            [Patchable] public void Add(decimal amount) => Amount += amount;
        }

        public class Box<T>
        {
            public T Value = default!;
            [Patchable] public T Get() => Value;
            [Patchable] public void Swap(ref T value) => (Value, value) = (value, Value);
            [Patchable] public string Map<U>(U other) where U : notnull => $"{Value}{other}";
        }

        [HandlesOf(typeof(PriceService))]
        public static class PriceServicePatches
        {
            public delegate bool TryReadDelegate(PriceService self, string text, out int value);
            public delegate T EchoRefDelegate<T>(ref T value);
            [HandleOf("Discount", true)] public static PatchHandle<Func<decimal, decimal>> Discount => throw DeclaredHandle.NotWoven("Discount");
            [HandleOf("Quote", false)] public static PatchHandle<Func<PriceService, int, decimal>> Quote_Int32 => throw DeclaredHandle.NotWoven("Quote");
            [HandleOf("Quote", false)] public static PatchHandle<Func<PriceService, string, decimal>> Quote_String => throw DeclaredHandle.NotWoven("Quote");
            [HandleOf("TryRead", false)] public static PatchHandle<TryReadDelegate> TryRead => throw DeclaredHandle.NotWoven("TryRead");
            [HandleOf("Tell", true)] public static PatchHandle<Func<PriceService, string>> Tell_PriceService => throw DeclaredHandle.NotWoven("Tell");
            [HandleOf("Tell", false)] public static PatchHandle<Func<PriceService, string>> Tell => throw DeclaredHandle.NotWoven("Tell");
            [HandleOf("Echo", true)] public static PatchHandle<Func<T, T>> Echo<T>() => throw DeclaredHandle.NotWoven("Echo");
            [HandleOf("Echo", true)] public static GenericPatchHandle Echo() => throw DeclaredHandle.NotWoven("Echo");
            [HandleOf("Echo", true)] public static PatchHandle<EchoRefDelegate<T>> EchoRef<T>() => throw DeclaredHandle.NotWoven("Echo");
            [HandleOf("Echo", true)] public static GenericPatchHandle EchoRef() => throw DeclaredHandle.NotWoven("Echo");
            [HandleOf(".ctor", false)] public static PatchHandle<Action<PriceService>> Constructor => throw DeclaredHandle.NotWoven(".ctor");
        }

        [HandlesOf(typeof(Money))]
        public static class MoneyPatches
        {
            public delegate void AddDelegate(ref Money self, decimal amount);
            [HandleOf("Add", false)] public static PatchHandle<AddDelegate> Add => throw DeclaredHandle.NotWoven("Add");
        }

        [HandlesOf(typeof(Box<>))]
        public static class BoxPatches<T>
        {
            public delegate void SwapDelegate(Box<T> self, ref T value);
            [HandleOf("Get", false)] public static PatchHandle<Func<Box<T>, T>> Get => throw DeclaredHandle.NotWoven("Get");
            [HandleOf("Swap", false)] public static PatchHandle<SwapDelegate> Swap => throw DeclaredHandle.NotWoven("Swap");
            [HandleOf("Map", false)] public static PatchHandle<Func<Box<T>, U, string>> Map<U>() where U : notnull => throw DeclaredHandle.NotWoven("Map");
        }

        [HandlesOf(typeof(Box<>))]
        public static class AllBoxPatches
        {
            [HandleOf("Get", false)] public static GenericPatchHandle Get => throw DeclaredHandle.NotWoven("Get");
            [HandleOf("Map", false)] public static GenericPatchHandle Map => throw DeclaredHandle.NotWoven("Map");
        }

        public static class Uses
        {
            public static object Plain()
            {
                using var discount = PriceServicePatches.Discount.PatchScoped(total => PriceServicePatches.Discount.Original(total) + 1);
                using var quote = PriceServicePatches.Quote_Int32.PatchScoped((self, quantity) => quantity);
                return (PriceService.Discount(10), new PriceService().Quote(5), new PriceService().Quote("5"));
            }

            public static object Out()
            {
                using var read = PriceServicePatches.TryRead.PatchScoped((self, text, out value) => { value = text.Length; return true; });
                return (new PriceService().TryRead("four", out var length), length);
            }

            public static object Overloaded_by_instance()
            {
                using var first = PriceServicePatches.Tell.PatchScoped(self => "patched");
                return (PriceService.Tell(new PriceService()), new PriceService().Tell());
            }

            public static object By_reference_to_struct()
            {
                using var add = MoneyPatches.Add.PatchScoped((ref self, amount) => self.Amount = amount * 100);
                var money = new Money { Amount = 1 };
                money.Add(2);
                return money.Amount;
            }

            public static object Generic_method()
            {
                using var echo = PriceServicePatches.Echo<int>().PatchScoped(value => value + 1);
                using var echoRef = PriceServicePatches.EchoRef<string>().PatchScoped((ref value) => value + "!");
                var text = "a";
                return (PriceService.Echo(1), PriceService.Echo("a"), PriceService.Echo(ref text), PriceServicePatches.Echo().Name, PriceServicePatches.EchoRef().Name);
            }

            public static object Generic_type()
            {
                using var get = BoxPatches<string>.Get.PatchScoped(self => "patched");
                using var swap = BoxPatches<int>.Swap.PatchScoped((self, ref value) => value = 42);
                using var map = BoxPatches<string>.Map<int>().PatchScoped((self, other) => $"patched {other}");
                var number = 1;
                new Box<int>().Swap(ref number);
                return (new Box<string>().Get(), new Box<object>().Get(), number, new Box<string>().Map(7), new Box<string>().Map('c'));
            }

            public static object All_instantiations()
            {
                AllBoxPatches.Get.Patch((handle, types) => types[0] == typeof(long) ? (Func<Box<long>, long>)(self => 9L) : null);
                var patched = (new Box<long>().Get(), new Box<short>().Get());
                AllBoxPatches.Get.Restore();
                return (patched, AllBoxPatches.Map.Name);
            }

            public static object Constructor()
            {
                var ran = false;
                using var constructor = PriceServicePatches.Constructor.PatchScoped(self => ran = true);
                _ = new PriceService();
                return ran;
            }

            public static bool Same()
                => ReferenceEquals(PriceServicePatches.Discount, PriceServicePatches.Discount)
                    && ReferenceEquals(PriceServicePatches.Discount, Patchable.For(PriceService.Discount))
                    && ReferenceEquals(PriceServicePatches.Echo<int>(), Patchable.For<Func<int, int>>(PriceService.Echo<int>))
                    && ReferenceEquals(BoxPatches<string>.Get, Patchable.For<Func<Box<string>, string>>(typeof(Box<string>), "Get"))
                    && ReferenceEquals(AllBoxPatches.Get, Patchable.ForAll(typeof(Box<>), "Get"));
        }
        """;

    private readonly LoadedAssembly _woven = WovenSource.Load(Source, configuration);

    [TestCase("Plain", "(6.0, 5, 1)")]
    [TestCase("Out", "(True, 4)")]
    [TestCase("Overloaded_by_instance", "(static, patched)")]
    [TestCase("By_reference_to_struct", "200")]
    [TestCase("Generic_method", "(2, a, a!, Fixtures.PriceService.Echo<T>(T), Fixtures.PriceService.Echo<T>(T&))")]
    [TestCase("Generic_type", "(patched, , 42, patched 7, c)")]
    [TestCase("All_instantiations", "((9, 0), Fixtures.Box`1.Map<U>(U))")]
    [TestCase("Constructor", "True")]
    public void Patch_through(string use, string expected)
        => Assert.That(FormattableString.Invariant($"{_woven.Call($"Uses.{use}")}"), Is.EqualTo(expected));

    [Test]
    public void Declared_handle_is_the_one_that_lookups_find() => Assert.That(_woven.Call("Uses.Same"), Is.True);

    [Test]
    public void Slot_has_the_declared_delegate_type()
    {
        using var module = ModuleDefinition.ReadModule(_woven.Path);
        var slots = module.GetType("Fixtures.PriceService/PatchSlots");

        Assert.That(slots.Fields.Single(field => field.Name == "TryRead").FieldType.FullName, Is.EqualTo("Fixtures.PriceServicePatches/TryReadDelegate"));
        Assert.That(slots.NestedTypes.Select(type => type.Name), Has.None.EndsWith("_Delegate"));
    }

    [Test]
    public void Reading_a_handle_is_the_read_of_a_static_field()
        => Assert.That(
            Decompiled.Type(_woven.Path, "Fixtures.MoneyPatches", ReferenceList.OfFixture(configuration)),
            Does.Contain("Add_Handle ?? (Add_Handle = DeclaredHandle.Get<AddDelegate, Money.PatchSlots.Add_Router>("));

    [Test]
    public void Declarations_are_not_woven_themselves()
        => Assert.That(
            Patchable.In(_woven.Assembly).Select(handle => handle.Name), Has.None.Contains("Patches"));

    [TestCase("""[HandleOf("Missing", true)] public static PatchHandle<Action> Missing""", "declares the handle of a method Missing")]
    [TestCase("""[HandleOf("Discount", true)] public static PatchHandle<Func<int, int>> Discount""", "with the signature System.Func`2<System.Int32,System.Int32>")]
    [TestCase("""[HandleOf("Discount", false)] public static PatchHandle<Func<decimal, decimal>> Discount""", "declares the handle of a method Discount")]
    [TestCase("""[HandleOf("Discount", true)] public static GenericPatchHandle Discount""", "declares the handle of a method Discount")]
    public void Declaration_without_its_method_is_an_error(string declaration, string expected)
    {
        var source =
            $$"""
            using System;
            using Hotpatch;
            using Hotpatch.Woven;

            public static class Shop
            {
                [Patchable] public static decimal Discount(decimal total) => total * 0.5m;
            }

            [HandlesOf(typeof(Shop))]
            public static class ShopPatches
            {
                {{declaration}} => throw DeclaredHandle.NotWoven("");
            }
            """;
        using var folder = new TempFolder();
        var run = WeaverRun.Execute(
            Compiled.ToFolder(folder.PathOf("plain"), source), folder.PathOf("woven", "Snippet.dll"), ReferenceList.OfFixture("Debug"));

        Assert.That(run.Errors.Single().Message, Does.StartWith("HP0030: ShopPatches.").And.Contain(expected));
    }

    [Test]
    public void Declaration_of_a_method_that_was_left_says_so()
    {
        var unwoven = LoadedAssembly.Load(Compiled.ToFolder(
            Path.Combine(Path.GetDirectoryName(_woven.Path)!, $"unwoven {Guid.NewGuid()}"), Source, references: ReferenceList.OfFixture(configuration)));

        Assert.That(
            () => unwoven.Call("Uses.By_reference_to_struct"),
            Throws.InstanceOf<NotWovenException>().With.Message.Contains("Hotpatch.Fody"));
    }
}
