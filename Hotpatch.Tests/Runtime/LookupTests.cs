using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Runtime;

/// <summary>Ways to a handle; all lead to the same one.</summary>
public class LookupTests
{
    private const BindingFlags All = BindingFlags.DeclaredOnly | BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly LoadedAssembly _fixture = LoadedAssembly.WovenFixture("Release");

    [Test]
    public void All_ways_lead_to_the_same_handle()
    {
        var type = _fixture.Type("Calculator");
        var stub = type.GetMethod("Add")!.CreateDelegate<Func<int, int, int>>();
        var handle = Patchable.For(stub);
        Assert.Multiple(() =>
        {
            Assert.That(Patchable.For<Func<int, int, int>>(type, "Add"), Is.SameAs(handle));
            Assert.That(Patchable.In(_fixture.Assembly), Has.Member(handle));
            Assert.That(Patchable.All, Has.Member(handle));
        });
    }

    [Test]
    public void Methods_of_handles_are_the_ones_that_reflection_finds()
    {
        // Those of the tests before are among them that have used an instantiation.
        var methods = Patchable.In(_fixture.Assembly).Select(handle => handle.Method)
            .Select(method => method is MethodInfo { IsConstructedGenericMethod: true } instance ? instance.GetGenericMethodDefinition() : method)
            .Concat(Patchable.GenericIn(_fixture.Assembly).Select(generic => generic.Method));

        Assert.That(methods.Where(method => !Declared(method).Contains(method)), Is.Empty);

        static MethodBase[] Declared(MethodBase method)
            => method.DeclaringType is { } type ? [.. type.GetMethods(All), .. type.GetConstructors(All)] : method.Module.GetMethods(All);
    }

    [Test]
    public void Accessors_are_found_by_the_name_of_their_property_or_event()
    {
        var money = _fixture.Type("Money");
        Assert.Multiple(() =>
        {
            Assert.That(Patchable.For<Func<int>>(money, "Count").Method.Name, Is.EqualTo("get_Count"));
            Assert.That(Patchable.For<Action<int>>(money, "Count").Method.Name, Is.EqualTo("set_Count"));
            Assert.That(Patchable.For<Func<int>>(money, "get_Count"), Is.SameAs(Patchable.For<Func<int>>(money, "Count")));
        });
    }

    [Test]
    public void Names_find_their_handle()
    {
        using var folder = new TempFolder();
        var assembly = LoadedAssembly.Load(WeaverRun.Succeed(
            Compiled.ToFolder(
                folder.FullName,
                """
                namespace Named.Shop;
                public class Service
                {
                    [Hotpatch.Patchable] public static int Single(int a, string[] b) => a;
                    [Hotpatch.Patchable] public int Over(int a) => a;
                    [Hotpatch.Patchable] public int Over(System.Collections.Generic.List<int?> a) => 0;
                    [Hotpatch.Patchable] public static explicit operator int(Service s) => 1;
                    [Hotpatch.Patchable] public static explicit operator string(Service s) => "";
                    public class Inner { [Hotpatch.Patchable] internal void M() { } }
                }
                public class ServiceMore { [Hotpatch.Patchable] public static int Single() => 1; }
                """),
            folder.PathOf("woven", "Snippet.dll"),
            ReferenceList.OfFixture("Debug")).Output).Assembly;

        Assert.Multiple(() =>
        {
            foreach (var handle in Patchable.In(assembly))
                Assert.That(Patchable.Find(handle.Name), Is.SameAs(handle), handle.Name);

            Assert.That(Patchable.Find("Named.Shop.Service.Single").Name, Is.EqualTo("Named.Shop.Service.Single(System.Int32,System.String[])"));
            Assert.That(Patchable.Find("Named.Shop.Service.Single(System.Int32, System.String[])").Name, Does.StartWith("Named.Shop.Service.Single("));
            Assert.That(Patchable.Find("Named.Shop.Service+Inner.M").Method.DeclaringType!.Name, Is.EqualTo("Inner"));
            Assert.That(Patchable.Find("Named.Shop.Service.op_Explicit(Named.Shop.Service)~System.String").DelegateType.Name, Is.EqualTo("Func`2"));
            Assert.Throws<PatchTargetException>(() => Patchable.Find("Named.Shop.Service.op_Explicit(Named.Shop.Service)"));
            Assert.That(
                Patchable.In(assembly).Select(handle => handle.Name),
                Has.Member("Named.Shop.Service.Over(System.Collections.Generic.List`1<System.Nullable`1<System.Int32>>)"));
        });
    }

    [Test]
    public void Overrides_without_a_mark_are_not_taken_for_their_bases()
    {
        var assembly = WovenSource.Load(
            """
            namespace Inherited.Shop;
            public class Shape { [Hotpatch.Patchable] public virtual int Area => 1; [Hotpatch.Patchable] public virtual void Draw() { } }
            public class Circle : Shape { public override int Area => 2; }
            """,
            "Release").Assembly;
        var circle = assembly.GetType("Inherited.Shop.Circle", throwOnError: true)!;

        Assert.Multiple(() =>
        {
            Assert.That(
                Assert.Throws<PatchTargetException>(() => Patchable.For<Func<object, int>>(circle, "Area"))!.Message,
                Is.EqualTo("Inherited.Shop.Circle.Area: a patchable method was expected, but it is declared by a base type: Inherited.Shop.Shape.get_Area(). "
                    + "If the type overrides it, mark the override too, or set Inherited = true on the mark of the base's method."));
            Assert.That(
                Assert.Throws<PatchTargetException>(() => Patchable.For<Action<object>>(circle, "Draw"))!.Message,
                Does.Contain("it is declared by a base type: Inherited.Shop.Shape.Draw()."));
        });
    }

    [Test]
    public void Full_name_finds_a_typed_handle()
    {
        using var folder = new TempFolder();
        var assembly = LoadedAssembly.Load(WeaverRun.Succeed(
            Compiled.ToFolder(folder.FullName, "namespace Typed.Shop; public static class Prices { [Hotpatch.Patchable] public static int Gross(int net) => net; }"),
            folder.PathOf("woven", "Snippet.dll"),
            ReferenceList.OfFixture("Debug")).Output).Assembly;

        Assert.Multiple(() =>
        {
            Assert.That(Patchable.Find<Func<int, int>>("Typed.Shop.Prices.Gross"), Is.SameAs(Patchable.In(assembly).Single()));
            Assert.That(
                Assert.Throws<PatchTargetException>(() => Patchable.Find<Func<int, long>>("Typed.Shop.Prices.Gross"))!.Message,
                Does.StartWith("Typed.Shop.Prices.Gross(System.Int32): a delegate of type").And.Contain("was expected"));
            Assert.Throws<PatchTargetException>(() => Patchable.Find<Func<int, int>>("Typed.Shop.Prices.Nett"));
        });
    }

    [Test]
    public void Name_of_an_assembly_that_is_loaded_twice_tells_which_there_are()
    {
        using var folder = new TempFolder();
        var path = WeaverRun.Succeed(
            Compiled.ToFolder(folder.FullName, "namespace Twice; public static class C { [Hotpatch.Patchable] public static int M() => 1; }"),
            folder.PathOf("woven", "Snippet.dll"),
            ReferenceList.OfFixture("Debug")).Output;
        var first = new AssemblyLoadContext("first").LoadFromAssemblyPath(path);
        Assert.That(Patchable.Find("Twice.C.M"), Is.SameAs(Patchable.In(first).Single()));
        var second = new AssemblyLoadContext("second").LoadFromAssemblyPath(path);

        Assert.That(
            Assert.Throws<PatchTargetException>(() => Patchable.Find("Twice.C.M"))!.Message,
            Does.Contain("Twice.C.M() in Snippet of the load context \"first\"; Twice.C.M() in Snippet of the load context \"second\"").And.Contain("Patchable.In(assembly)"));
        Assert.That(Patchable.In(second).Single(), Is.Not.SameAs(Patchable.In(first).Single()));
    }

    [Test]
    public void Last_of_many_methods_is_found_as_the_first_is()
    {
        var methods = string.Concat(Enumerable.Range(0, 300).Select(i => $"[Hotpatch.Patchable] public static int M{i}() => {i}; "));
        using var folder = new TempFolder();
        var assembly = LoadedAssembly.Load(WeaverRun.Succeed(
            Compiled.ToFolder(folder.FullName, $"namespace Many.Shop; public class Service {{ {methods} public class Inner {{ {methods} }} }}"),
            folder.PathOf("woven", "Snippet.dll"),
            ReferenceList.OfFixture("Debug")).Output).Assembly;
        var type = assembly.GetType("Many.Shop.Service", throwOnError: true)!;
        Assert.Multiple(() =>
        {
            foreach (var handle in Patchable.In(assembly))
            {
                Assert.That(Patchable.Find(handle.Name), Is.SameAs(handle));
                Assert.That(Patchable.For<Func<int>>(handle.Method.DeclaringType!, handle.Method.Name), Is.SameAs(handle));
                Assert.That(Patchable.For(((MethodInfo)handle.Method).CreateDelegate<Func<int>>()), Is.SameAs(handle));
            }

            Assert.Throws<PatchTargetException>(() => Patchable.Find("Many.Shop.Service.M300"));
            Assert.That(Patchable.Find("Many.Shop.Service+Inner.M299").Method.DeclaringType, Is.EqualTo(type.GetNestedType("Inner")));
        });
    }

    [Test]
    public void A_woven_assembly_whose_handles_were_used_can_be_unloaded()
    {
        using var folder = new TempFolder();
        var path = WeaverRun.Succeed(
            Compiled.ToFolder(folder.FullName, "public class C { [Hotpatch.Patchable] public static int M() => 1; }"),
            folder.PathOf("woven", "Snippet.dll"),
            ReferenceList.OfFixture("Debug")).Output;

        var context = UseAndUnload(path);
        Assert.That(Garbage.Goes(() => !context.IsAlive), Is.True);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference UseAndUnload(string path)
    {
        var context = new AssemblyLoadContext("unload", isCollectible: true);
        var handle = Patchable.In(context.LoadFromAssemblyPath(path)).Single();
        handle.Patch((Func<int>)(() => 2));
        Assert.That(handle.Original.DynamicInvoke(), Is.EqualTo(1));
        context.Unload();
        return new WeakReference(context);
    }
}
