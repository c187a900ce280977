using System.Runtime.Loader;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Perverse;

/// <summary>References that lead elsewhere or nowhere: an error where the weaver has to know, and no notice where it need not.</summary>
public class ReferenceTests
{
    private const string Far =
        """
        namespace Far
        {
            public struct Value { public int X; }
            public ref struct View { public System.Span<int> Span; }
            public class Thing { public virtual int M() => 1; }
            public enum Kind { A, B }
            public interface IThing { int N(); }
            public class MarkAttribute : System.Attribute { public MarkAttribute(Kind kind, System.Type type) { } }
            public struct Box<T> { public T Item; }
        }
        """;

    // Each in a place that says nothing of how to call the method.
    [TestCase("[Far.Mark(Far.Kind.B, typeof(Far.Value))] public class C { [Far.Mark(Far.Kind.A, typeof(Far.Thing)), Hotpatch.Patchable] public static int M(int a) => a; }", TestName = "Unresolved_in_arguments_of_attributes")]
    [TestCase("public class C { [Hotpatch.Patchable] public static int M([Far.Mark(Far.Kind.A, typeof(Far.Thing))] int a) => a; }", TestName = "Unresolved_in_attributes_of_parameters")]
    [TestCase("public class C : Far.Thing, Far.IThing { public override int M() => base.M(); public int N() => 1; [Hotpatch.Patchable] public static int M(int a) => a; }", TestName = "Unresolved_base_type_and_interface")]
    [TestCase("public class C { public static Far.Value Field; public Far.Thing? Other; [Hotpatch.Patchable] public static int M(int a) => a; }", TestName = "Unresolved_field_types")]
    [TestCase("public class C { [Hotpatch.Patchable] public static int M(int a) { var f = new Far.Value { X = a }; return f.X + new Far.Box<Far.Value>().Item.X; } }", TestName = "Unresolved_locals_and_calls")]
    [TestCase("public class C { [Hotpatch.Patchable] public static int M(Far.Thing a) => 1; }", TestName = "Unresolved_classes")]
    [TestCase("public class C { [Hotpatch.Patchable] public static int M(Far.Value[] a) => 1; }", TestName = "Unresolved_structs_in_arrays")]
    [TestCase("public class C { [Hotpatch.Patchable] public static int M(ref Far.Value a) => 1; }", TestName = "Unresolved_structs_by_reference")]
    [TestCase("public class C { [Hotpatch.Patchable] public static int M(System.Collections.Generic.Dictionary<Far.Value, Far.Box<int>[]> a) => 1; }", TestName = "Unresolved_structs_in_generic_classes")]
    [TestCase("public class C { [Hotpatch.Patchable] public static int M((Far.Value, Far.Thing?) a, Far.Value? b) => 1; }", TestName = "Unresolved_structs_in_generic_structs_that_are_known")]
    public void Unresolved_where_it_does_not_matter(string source)
    {
        var errors = Weave(source, ReferenceList.OfFixture("Debug"));
        Assert.That(errors.Select(error => error.Message), Is.Empty);
    }

    [TestCase("public class C { [Hotpatch.Patchable] public static int M(\nFar.Value a) => 1; }", "C.M(Far.Value) takes or returns Far.Value,")]
    [TestCase("public class C { [Hotpatch.Patchable] public static Far.Value\n M() => default; }", "C.M() takes or returns Far.Value,")]
    [TestCase("public class C { [Hotpatch.Patchable] public static void M(\nFar.View a) { } }", "C.M(Far.View) takes or returns Far.View,")]
    [TestCase("public class C { [Hotpatch.Patchable] public static void M(int a, \nFar.Kind b) { } }", "C.M(System.Int32,Far.Kind) takes or returns Far.Kind,")]
    [TestCase("public class C { [Hotpatch.Patchable] public void M(\nFar.Box<int> b) { } }", "C.M(Far.Box`1<System.Int32>) takes or returns Far.Box`1<System.Int32>,")]
    public void Unresolved_where_the_signature_depends_on_it(string source, string expected)
    {
        var errors = Weave(source, ReferenceList.OfFixture("Debug"));
        Assert.That(errors.Single().Message, Is.EqualTo($"HP0005: {expected} which was not found in FarAway. Reference that assembly."));
        Assert.That(errors.Single().Point?.StartLine, Is.EqualTo(1).Or.EqualTo(2));
    }

    [Test]
    public void Types_that_the_referenced_assembly_forwards_to_another()
    {
        using var folder = new TempFolder();
        var (facade, target) = Forward(folder);
        var framework = ReferenceList.OfFixture("Debug");

        // Compiled against the facade while it still had the types itself.
        var whole = Compiled.ToFolder(folder.PathOf("whole"), Far, "FarAway", framework);
        const string Source =
            "public class C { [Hotpatch.Patchable] public static int M(Far.Value a, Far.Box<int> b, Far.Kind c, Far.Thing d) => a.X + b.Item + d.M(); "
            + "[Hotpatch.Patchable] public static int View(Far.View a) => a.Span[0]; [Hotpatch.Patchable] public static Far.Value New(Far.Kind c) => new() { X = (int)c }; "
            + "public static int Run() => M(new() { X = 1 }, new() { Item = 2 }, default, new()) + View(new() { Span = new[] { 7 } }) + New(Far.Kind.B).X; }";
        var plain = Compiled.ToFolder(folder.PathOf("plain"), Source, references: framework.With(whole));

        var run = WeaverRun.Succeed(plain, folder.PathOf("woven", "Snippet.dll"), framework.With(facade, target));
        var assembly = LoadedAssembly.Load(run.Output).Assembly;
        var context = AssemblyLoadContext.GetLoadContext(assembly)!;
        context.LoadFromAssemblyPath(facade);
        context.LoadFromAssemblyPath(target);
        var call = assembly.GetType("C")!.GetMethod("Run")!.CreateDelegate<Func<int>>();
        Assert.That(call(), Is.EqualTo(12));

        var handles = Patchable.In(assembly).ToDictionary(handle => handle.Method.Name);
        Assert.That(handles["View"].DelegateType.Name, Is.EqualTo("View_Delegate"), "a ref struct, seen through the facade");
        handles["View"].Patch(Constant.Returning(handles["View"].DelegateType, 100));
        handles["M"].Patch(Constant.Returning(handles["M"].DelegateType, 1000));
        Assert.That(call(), Is.EqualTo(1101));
    }

    [Test]
    public void Facade_whose_target_is_missing_is_an_error()
    {
        using var folder = new TempFolder();
        var (facade, _) = Forward(folder);
        var errors = Weave(
            "public class C { [Hotpatch.Patchable] public static int M(Far.Value a) => a.X; }", ReferenceList.OfFixture("Debug").With(facade));
        Assert.That(errors.Single().Message, Does.StartWith("HP0005: C.M(Far.Value) takes or returns Far.Value, which was not found in"));
    }

    private static (string Facade, string Target) Forward(TempFolder folder)
    {
        var framework = ReferenceList.OfFixture("Debug");
        var target = Compiled.ToFolder(folder.PathOf("target"), Far, "FarTarget", framework);
        var facade = Compiled.ToFolder(
            folder.PathOf("facade"),
            string.Concat(
                new[] { "Value", "View", "Thing", "Kind", "IThing", "MarkAttribute", "Box<>" }
                    .Select(type => $"[assembly: System.Runtime.CompilerServices.TypeForwardedTo(typeof(Far.{type}))]")),
            "FarAway",
            framework.With(target));
        return (facade, target);
    }

    /// <summary>Compiles against an assembly that has all types and weaves against references that may not.</summary>
    private static IReadOnlyList<(string Message, Mono.Cecil.Cil.SequencePoint? Point)> Weave(string source, ReferenceList references)
    {
        using var folder = new TempFolder();
        var framework = ReferenceList.OfFixture("Debug");
        var library = Compiled.ToFolder(folder.FullName, Far, "FarAway", framework);
        return StrangeAssembly.Refuse(source, compileWith: framework.With(library), references: references);
    }
}
