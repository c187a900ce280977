using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.RustCrate;

/// <summary>What the Rust crate's examples show; docs/explanation/coming-from-rust-hotpatch.md names these tests.</summary>
public class ExampleTests : CrateTests
{
    [Test]
    public void Hello_world()
    {
        var program = Program(
            """
            public static class Program { [Patchable] public static string Foo() => "from source foo"; }
            namespace A { public static class Module { [Patchable] public static string Bar(int a) => "from source bar, " + a; } }
            """);
        var library = Library(
            """
            public static class Program { [Patch] public static string Foo() => "from library foo"; }
            namespace A { public static class Module { [Patch] public static string Bar(int a) => "from library bar, " + a; } }
            """);
        var (foo, bar) = (Method<Func<string>>(program, "Program", "Foo"), Method<Func<int, string>>(program, "A.Module", "Bar"));
        Assert.That((foo(), bar(1)), Is.EqualTo(("from source foo", "from source bar, 1")));

        using var first = Handle<Func<string>>(program, "Program", "Foo").PatchFromLibrary(library, Into(program));
        Assert.That((foo(), bar(1)), Is.EqualTo(("from library foo", "from source bar, 1")));

        using var second = Handle<Func<int, string>>(program, "A.Module", "Bar").PatchFromLibrary(library, Into(program));
        Assert.That((foo(), bar(2)), Is.EqualTo(("from library foo", "from library bar, 2")));
    }

    [Test]
    public void Local()
    {
        var program = Program("public static class Program { [Patchable] public static string Foo(string text) => text; }");
        var (foo, handle) = (Method<Func<string, string>>(program, "Program", "Foo"), Handle<Func<string, string>>(program, "Program", "Foo"));
        Assert.That(foo("1"), Is.EqualTo("1"));
        handle.Patch(Bar);
        Assert.That(foo("2"), Is.EqualTo("bar"));
        var a = 5;
        handle.Patch(_ => $"anonymous {a}");
        Assert.That(foo("3"), Is.EqualTo("anonymous 5"));

        static string Bar(string text) => "bar";
    }

    [Test]
    public void Methods()
    {
        var program = Program(
            """
            public class Foo(string description)
            {
                public string Description => description;
                [Patchable] public static string Bar() => "source";
                [Patchable] public static Foo New() => new("from the program");
                [Patchable] public string Describe() => description;
            }
            """);
        var library = Library(
            """
            [Patch(typeof(Foo))]
            public static class Patches
            {
                public static Foo New() => new("from a library");
                public static string Describe(Foo self) => self.Description + "!";
            }
            """,
            program);
        var bar = Method<Func<string>>(program, "Foo", "Bar");
        Assert.That(bar(), Is.EqualTo("source"));
        Handle<Func<string>>(program, "Foo", "Bar").Patch(() => "patch");
        Assert.That(bar(), Is.EqualTo("patch"));

        using var loaded = PatchLibrary.Load(library, Into(program));
        var made = Method<Func<object>>(program, "Foo", "New")();
        Assert.That(made.GetType().GetMethod("Describe")!.Invoke(made, null), Is.EqualTo("from a library!"));
    }

    [Test]
    public void Multiple()
    {
        var program = Program("public static class Program { [Patchable] public static string Foo() => \"source\"; }");
        var (foo, handle) = (Method<Func<string>>(program, "Program", "Foo"), Handle<Func<string>>(program, "Program", "Foo"));
        var libraries = new[] { "first", "second" }
            .Select(text => Library($"public static class Program {{ [Patch] public static string Foo() => \"{text}\"; }}")).ToArray();
        var seen = new List<string> { foo() };
        using var first = handle.PatchFromLibrary(libraries[0], Into(program));
        seen.Add(foo());
        using var second = handle.PatchFromLibrary(libraries[1], Into(program));
        seen.Add(foo());
        handle.Restore();
        seen.Add(foo());
        Assert.That(seen, Is.EqualTo(new[] { "source", "first", "second", "source" }));
    }

    [Test]
    public void Threads()
    {
        // Before, during and after: every call is whole, those that begin after the load see the library, and none fails.
        const int Count = 200;
        var program = Program("public static class Program { [Patchable(Consistency = Consistency.Exclusive)] public static string Foo() => \"default\"; }");
        var library = Library("public static class Program { [Patch] public static string Foo() => \"library\"; }");
        var (foo, handle) = (Method<Func<string>>(program, "Program", "Foo"), Handle<Func<string>>(program, "Program", "Foo"));
        var isLoaded = false;
        var answers = new (string Before, bool Began, string After)[Count];
        using var first = new Barrier(2);
        var threads = Enumerable.Range(0, Count).Select(i => new Thread(() =>
        {
            if (i == 0)
            {
                answers[i].Before = foo();
                first.SignalAndWait();
            }

            var began = Volatile.Read(ref isLoaded);
            answers[i] = (i == 0 ? answers[i].Before : "default", began, foo());
        })).ToArray();
        foreach (var thread in threads)
            thread.Start();

        first.SignalAndWait();
        using (handle.PatchFromLibrary(library, Into(program)))
        {
            Volatile.Write(ref isLoaded, true);
            foreach (var thread in threads)
                thread.Join();

            Assert.That(foo(), Is.EqualTo("library"));
        }

        Assert.That(answers.Select(answer => answer.Before), Is.All.EqualTo("default"));
        Assert.That(answers.Select(answer => answer.After), Is.All.AnyOf("default", "library"));
        Assert.That(answers.Where(answer => answer.Began).Select(answer => answer.After), Is.All.EqualTo("library"));
        Assert.That(foo(), Is.EqualTo("default"));
    }

    [Test]
    public void Unsafe()
    {
        // Main is patchable, and patches itself while it runs.
        var program = Program(
            """
            public static class Program
            {
                public static System.Collections.Generic.List<string> Said = new();
                [Patchable(Consistency = Consistency.Exclusive)] public static int Main()
                {
                    Said.Add("once");
                    var main = Patchable.For(Main);
                    main.ForcePatch(Foo);
                    Main(); Main(); Main();
                    return Main();
                }
                static int Foo() { Said.Add("foo"); Patchable.For(Main).ForcePatch(Bar); return 1; }
                static int Bar() { Said.Add("bar"); Patchable.For(Main).ForcePatch(() => { Said.Add("closure"); return 2; }); return 1; }
            }
            """,
            OutputKind.ConsoleApplication);
        Assert.That(program.Assembly.EntryPoint!.Invoke(null, null), Is.EqualTo(2));
        var said = program.Assembly.GetType("Program")!.GetField("Said")!.GetValue(null);
        Assert.That(said, Is.EqualTo(new[] { "once", "foo", "bar", "closure", "closure" }));

        var library = Library("public static class Program { [Patch] public static int Main() => 42; }");
        using var loaded = Handle<Func<int>>(program, "Program", "Main").ForcePatchFromLibrary(library, Into(program));
        Assert.That(program.Assembly.EntryPoint!.Invoke(null, null), Is.EqualTo(42));
    }
}
