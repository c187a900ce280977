using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Runtime;

/// <summary>What the runtime refuses: the message names the method, what was expected and what was found, and nothing changes.</summary>
public class RefusalTests
{
    private delegate int Binary(int left, int right);

    private readonly LoadedAssembly _fixture = LoadedAssembly.WovenFixture("Release");
    private PatchHandle<Func<int, int, int>> _add;

    [SetUp]
    public void PatchOnce()
    {
        _add = Patchable.For<Func<int, int, int>>(_fixture.Type("Calculator"), "Add");
        _add.Patch((_, _) => 7);
    }

    [TearDown]
    public void Restore()
    {
        Assert.That(_fixture.Call("Calculator.Add", 1, 1), Is.EqualTo(7), "a refusal changes nothing");
        _add.Restore();
    }

    private static void Refused<TException>(Action action, params string[] parts)
        where TException : PatchException
    {
        var message = Assert.Throws<TException>(action)!.Message;
        Assert.Multiple(() =>
        {
            foreach (var part in parts)
                Assert.That(message, Does.Contain(part));
        });
    }

    [Test]
    public void Null_replacement()
    {
        const string Name = "Fixtures.Calculator.Add(System.Int32,System.Int32)";
        Refused<InvalidReplacementException>(() => _add.Patch((Func<int, int, int>)null!), Name, "Func<int, int, int> was expected", "null was found");
        Refused<InvalidReplacementException>(() => _add.PatchScoped((Func<int, int, int>)null!), Name, "null was found");
        Refused<InvalidReplacementException>(() => ((PatchHandle)_add).Patch(null!), Name, "null was found");
    }

    [Test]
    public void Replacement_of_another_type()
    {
        PatchHandle untyped = _add;
        Refused<InvalidReplacementException>(() => untyped.Patch((Action<int>)(_ => { })), "Func<int, int, int> was expected", "Action<int> was found");
        Refused<InvalidReplacementException>(() => untyped.Patch((Func<int, int, long>)((a, b) => a)), "Func<int, int, long> was found");
        Refused<InvalidReplacementException>(() => untyped.PatchScoped((Func<int, int>)(a => a)), "Func<int, int> was found");
        Refused<InvalidReplacementException>(() => untyped.Patch((int a, ref int b) => a), "(int, ref int) => int was found");
        Refused<InvalidReplacementException>(
            () => untyped.Patch((Func<Dictionary<string, int?[]>.Enumerator, nint>)(_ => 0)), "Func<Dictionary<string, int?[]>.Enumerator, IntPtr> was found");
    }

    [Test]
    public void Compiled_expression_of_another_type()
        => Refused<InvalidReplacementException>(
            () => ((PatchHandle)_add).Patch(System.Linq.Expressions.Expression.Lambda<Func<int>>(System.Linq.Expressions.Expression.Constant(1)).Compile()),
            "Func<int> was found");

    [Test]
    public void Another_delegate_type_with_the_same_signature_is_bound_anew()
    {
        ((PatchHandle)_add).Patch((Binary)((left, right) => left * right * 2));
        Assert.That(_fixture.Call("Calculator.Add", 3, 4), Is.EqualTo(24));

        var calls = 0;
        Binary count = (_, _) => ++calls;
        ((PatchHandle)_add).Patch(count + count);
        Assert.That(_fixture.Call("Calculator.Add", 3, 4), Is.EqualTo(2));

        PatchOnce();
    }

    [Test]
    public void The_method_itself()
    {
        var stub = _fixture.Type("Calculator").GetMethod("Add")!.CreateDelegate<Func<int, int, int>>();
        Refused<InvalidReplacementException>(() => _add.Patch(stub), "Calculator.Add", "the method itself was found", "Original");

        _add.Patch(_add.Original);
        Assert.That(_fixture.Call("Calculator.Add", 3, 4), Is.EqualTo(7), "the original is not the method itself");
        PatchOnce();
    }

    [Test]
    public void Delegate_bound_to_an_instance()
    {
        var quote = _fixture.Type("PriceService").GetMethod("Quote")!.CreateDelegate<Func<int, decimal>>(_fixture.New("PriceService"));
        Refused<PatchTargetException>(
            () => Patchable.For(quote),
            "Fixtures.PriceService.Quote(System.Int32)",
            "bound to one instance",
            "PriceService.Patches.Quote",
            "Patchable.For<Func<PriceService, int, decimal>>(typeof(PriceService), \"Quote\")");
    }

    [Test]
    public void Static_method_bound_to_its_first_argument()
    {
        var discount = (Func<string, int>)Delegate.CreateDelegate(typeof(Func<string, int>), "text", typeof(RefusalTests).GetMethod(nameof(Static))!);
        Refused<PatchTargetException>(() => Patchable.For(discount), "RefusalTests.Static", "bound to its first argument");
    }

    public static int Static(object first, string second) => first is null ? 0 : second.Length;

    [Test]
    public void Lambda_null_and_several_methods()
    {
        Refused<NotWovenException>(() => Patchable.For((int x) => x), "Hotpatch.Tests was not woven");
        Refused<PatchTargetException>(() => Patchable.For<Func<int>>(null!), "null was found");
        Action two = () => { };
        Refused<PatchTargetException>(() => Patchable.For(two + two), "several");
    }

    [Test]
    public void Method_that_is_not_patchable()
    {
        var unmarked = _fixture.Type("PriceService").GetMethod("Unmarked")!.CreateDelegate<Func<int, int>>();
        Refused<PatchTargetException>(() => Patchable.For(unmarked), "Fixtures.PriceService.Unmarked(System.Int32)", "[Patchable]");
        Refused<PatchTargetException>(() => Patchable.For<Func<int, int>>(_fixture.Type("PriceService"), "Unmarked"), "Fixtures.PriceService.Unmarked", "[Patchable]");
        Refused<PatchTargetException>(() => Patchable.For<Func<int, int>>(_fixture.Type("INamed"), "Name"), "Fixtures.INamed.Name");
    }

    [Test]
    public void Name_of_a_method_that_is_not_patchable()
    {
        // Names of its own: other tests weave the fixture's sources with every method marked.
        WovenSource.Load("namespace Fixtures; public static class HalfMarked { [Hotpatch.Patchable] public static int A(int a) => a; public static int B(int a) => a; }", "Release");
        foreach (var name in new[] { "Fixtures.HalfMarked.B", "Fixtures.HalfMarked.B(System.Int32)" })
        {
            Refused<PatchTargetException>(
                () => Patchable.Find(name), "Fixtures.HalfMarked.B(System.Int32)", "this one is not marked. Mark the method or its type with [Patchable].");
        }

        Refused<PatchTargetException>(() => Patchable.Find("Fixtures.HalfMarked.B(System.String)"), "Check the name");
    }

    [Test]
    public void Wrong_signature_for_a_name()
    {
        Refused<PatchTargetException>(
            () => Patchable.For<Action>(_fixture.Type("Calculator"), "Add"), "Fixtures.Calculator.Add", "Action was expected", "Func<int, int, int> was found");

        var stub = _fixture.Type("Calculator").GetMethod("Add")!.CreateDelegate<Binary>();
        Refused<PatchTargetException>(() => Patchable.For(stub), "Func<int, int, int> was expected", "RefusalTests.Binary was found");
    }

    [Test]
    public void Method_of_a_base_type()
        => Refused<PatchTargetException>(
            () => Patchable.For<Func<object, string>>(_fixture.Type("Circle"), "ToString"), "Fixtures.Circle.ToString", "Fixtures.Shape.ToString()");

    [Test]
    public void Null_type_name_or_assembly()
    {
        Refused<PatchTargetException>(() => Patchable.For<Action>(null!, "Add"), "?.Add", "null was found");
        Refused<PatchTargetException>(() => Patchable.For<Action>(_fixture.Type("Calculator"), null!), "Fixtures.Calculator.?", "null was found");
        Refused<PatchTargetException>(
            () => Patchable.For<Func<int, int, int>>(_fixture.Type("Calculator"), "Addd"), "Fixtures.Calculator.Addd", "the nearest name is Add", "Check the name");
        Refused<PatchTargetException>(() => Patchable.Find(null!), "null was found");
        Refused<PatchTargetException>(() => Patchable.In(null!), "null was found");
    }

    [Test]
    public void Unknown_and_ambiguous_names()
    {
        Refused<PatchTargetException>(() => Patchable.Find("Fixtures.Calculator.Add(System.String)"), "Fixtures.Calculator.Add(System.String)", "Fixtures.Calculator.Add(System.Int32,System.Int32)");
        Refused<PatchTargetException>(() => Patchable.Find("No.Such.NamedLikeNothing"), "No.Such.NamedLikeNothing", "no patchable method");
        Refused<PatchTargetException>(() => Patchable.Find("Fixtures.Overloads.Of"), "Of(System.Int32)", "Of(System.String)");
    }

    [Test]
    public void Unknown_overload_is_told_before_methods_of_other_types()
    {
        using var folder = new TempFolder();
        var others = string.Concat(Enumerable.Range(0, 20).Select(
            number => $"public class Other{number} {{ [Hotpatch.Patchable] public static void DeclaredOften() {{ }} }}\n"));
        var source = others + "public class Wanted { [Hotpatch.Patchable] public static void DeclaredOften(int number) { } }";
        var path = folder.PathOf("woven", "Often.dll");
        WeaverRun.Succeed(Compiled.ToFolder(folder.FullName, source, "Often"), path, ReferenceList.OfFixture("Debug"));
        LoadedAssembly.Load(path);

        Refused<PatchTargetException>(() => Patchable.Find("Wanted.DeclaredOften()"), "only these were found: Wanted.DeclaredOften(System.Int32); ");
        Refused<PatchTargetException>(
            () => Patchable.Find("Fixtures.Calculator.Ad"),
            "no patchable method of that name was found; the nearest names are Fixtures.Calculator.Add(System.Int32,System.Int32)");
        Refused<PatchTargetException>(() => Patchable.Find("Fixture.Calculater.Ad"), "the nearest names are ", "Fixtures.Calculator.Add(System.Int32,System.Int32)");
    }

    [Test]
    public void Name_in_a_program_without_patchable_methods()
        => Assert.That(Hotpatch.Lookup.HandleSearchText.NotFound("Shop.Prices.Gross", []), Does.EndWith("but no loaded assembly has patchable methods. Check the name, and that the method's assembly is loaded."));

    [Test]
    public void Assembly_that_was_not_woven()
    {
        Refused<NotWovenException>(() => Patchable.In(typeof(object).Assembly), "System.Private.CoreLib was not woven", "PatchableCalls");
        Refused<NotWovenException>(() => Patchable.For<Func<int, int>>(typeof(RefusalTests), "Static"), "Hotpatch.Tests.Runtime.RefusalTests", "not woven");
        Refused<NotWovenException>(() => Patchable.For<Func<double, double>>(Math.Sqrt), "System.Math.Sqrt(System.Double)", "not woven", "PatchableCalls");
        Refused<NotWovenException>(() => Patchable.For<Func<string, int>>(typeof(string), "get_Length"), "System.String", "HotpatchReference");
    }

    [Test]
    public void Assembly_woven_for_a_newer_runtime()
    {
        using var folder = new TempFolder();
        var path = Compiled.ToFolder(
            folder.FullName,
            """
            [assembly: Hotpatch.Woven.WovenAssembly(typeof(M), 99)]
            public class M : Hotpatch.Woven.Manifest { public override void Describe(Hotpatch.Woven.HandleList list) => throw new System.Exception(); }
            """,
            "FromTheFuture");

        var context = RefuseAndUnload(path);
        Assert.That(Garbage.Goes(() => !context.IsAlive), Is.True, "looking at an assembly does not keep it");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RefuseAndUnload(string path)
    {
        var context = new AssemblyLoadContext("future", isCollectible: true);
        var assembly = context.LoadFromAssemblyPath(path);
        Refused<ContractVersionException>(() => Patchable.In(assembly), "FromTheFuture", "version 99", "Update the package Hotpatch.Runtime");
        context.Unload();
        return new WeakReference(context);
    }
}
