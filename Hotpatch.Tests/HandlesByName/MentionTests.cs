namespace Hotpatch.Tests.HandlesByName;

/// <summary>The extension <c>Service.Patches</c> is declared where the project uses it, and nowhere else; the handle class always is.</summary>
[Parallelizable(ParallelScope.Children)]
public class MentionTests
{
    private const string Shop =
        """
        using Hotpatch;
        namespace Shop
        {
            public class Service { [Patchable] public int Run(int a) => a; public class Inner { [Patchable] public void Go() { } } }
            public class Box<T> { [Patchable] public T Get(T value) => value; }
            public class Other { [Patchable] public void Run() { } }
        }
        """;

    [Test]
    public void Nothing_is_declared_for_what_is_not_used()
    {
        var run = Run("ServicePatches.Run.Restore(); BoxPatches<int>.Get.Restore(); AllBoxPatches.Get.Restore();");

        Assert.That(Complaints(run), Is.Empty, run.Text);
        Assert.That(run.Text, Does.Not.Contain("extension(").And.Not.Contain("extension<"));
    }

    [TestCase("Service.Patches.Run.Patch((self, a) => a)", "Service")]
    [TestCase("Shop.Service.Patches.Run.Restore()", "Service")]
    [TestCase("global::Shop.Service.Patches.Run.Restore()", "Service")]
    [TestCase("Service.Inner.Patches.Go.Restore()", "Inner")]
    [TestCase("Box<int>.Patches.Get.Restore()", "Box<T>")]
    [TestCase("Shop.Box<int>.Patches.Get.Restore()", "Box<T>")]
    [TestCase("Alias.Patches.Run.Restore()", "Service")]
    [TestCase("Everywhere.Patches.Get.Restore()", "Box<T>")]
    public void It_is_for_what_is(string use, string type)
    {
        var run = Run(use + ";");

        Assert.That(Complaints(run), Is.Empty, run.Text);
        Assert.That(run.Text.Split("extension(").Concat(run.Text.Split("extension<T>(").Skip(1)).Skip(1).Select(text => text[..text.IndexOf(")\n", StringComparison.Ordinal)]), Has.Exactly(1).Items.And.One.EndsWith(type));
    }

    [TestCase("Page.razor", "<p>@Shop.Service.Patches.Run.Name</p>", "Shop.Service")]
    [TestCase("Page.razor", "@code { void Go() { Box<int>.Patches.Get.Restore(); } }", "Box<T>")]
    [TestCase("Page.cshtml", "@{ Alias.Patches.Run.Restore(); }", "Shop.Service")]
    [TestCase("_Imports.razor", "@using S = Shop.Service\n<p>@S.Patches.Run.Name</p>", "Shop.Service")]
    [TestCase("Page.razor", "@code { string a => Box<(int, string)>.Patches.Get.Name; }", "Box<T>")]
    [TestCase("Page.razor", "@code { string a => Box<System.Func<int>[]>. /* its */ Patches.Get.Name; }", "Box<T>")]
    [TestCase("Page.razor", "@code { string a => Service\n    .Patches.Run.Name; }", "Shop.Service")]
    public void It_is_for_what_files_of_other_generators_use(string file, string text, string type)
        => Assert.That(Run(string.Empty, (file, text)).Text, Does.Contain("extension").And.Contain(type + ")\n"));

    [TestCase("@using = .Patches")]
    [TestCase(".Patches > .Patches")]
    [TestCase("Patches <b>.Patches</b> /* .Patches */.Patches")]
    public void Strange_pages_declare_nothing(string text) => Assert.That(Run(string.Empty, ("Page.razor", text)).Text, Does.Not.Contain("extension("));

    [Test]
    public void Friends_declare_their_own()
    {
        const string Friends = "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Tests\")] ";
        var library = Libraries.Reference(GeneratorRun.Over(GeneratorRun.Compile(
            [Shop, Using("Service.Patches.Run.Restore();", "InLibrary", Friends)],
            Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp14,
            "Library")));
        var application = Libraries.Reference(GeneratorRun.Over(
            GeneratorRun.Compile([Using("Service.Patches.Run.Restore(); Box<int>.Patches.Get.Restore();", "InApp", Friends)], Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp14, "App").AddReferences(library)));
        var other = Libraries.Reference(GeneratorRun.Over(
            GeneratorRun.Compile([Using("Box<int>.Patches.Get.Restore();", "InOther", Friends)], Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp14, "Other").AddReferences(library)));

        var tests = Libraries.Consumer(Using("Service.Patches.Run.Restore(); Box<int>.Patches.Get.Restore();", "InTests"), name: "Tests", references: [library, application, other]);

        Assert.That(Complaints(tests), Is.Empty, tests.Text);
    }

    [Test]
    public void A_long_page_is_read_in_no_time()
    {
        var page = string.Concat(Enumerable.Repeat("<tr><td class=\"a\">Row 1</td><td>value</td></tr>\n", 20_000)) + "@Service.Patches.Run.Name";

        Assert.That(Run(string.Empty, ("Page.razor", page)).Text, Does.Contain("extension("));
    }

    [Test]
    public void Types_whose_names_differ_in_case_have_their_own()
    {
        var library = Libraries.Reference("Library", "using Hotpatch; namespace Shop { public class Foo { [Patchable] public void Run() { } } public class FOO { [Patchable] public void Go() { } } }");
        var run = Libraries.Consumer(Using("Foo.Patches.Run.Restore(); FOO.Patches.Go.Restore();", "Uses"), references: library);

        Assert.That(Complaints(run), Is.Empty, run.Text);
    }

    [Test]
    public void Handle_with_pointers_needs_a_project_that_allows_them()
    {
        var library = Libraries.Reference("Library", "using Hotpatch; namespace Shop { public unsafe class Pointers { [Patchable] public int* Get(int* a) => a; [Patchable] public void Run() { } } }");
        var safe = GeneratorRun.Compile([Using("Pointers.Patches.Run.Restore();", "Uses")], Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp14).AddReferences(library);

        Assert.That(Complaints(GeneratorRun.Over(safe.WithOptions(safe.Options.WithAllowUnsafe(false)))), Is.Empty);
        Assert.That(Complaints(GeneratorRun.Over(
            GeneratorRun.Compile([Using("Pointers.Patches.Get.Restore();", "Uses")], Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp14).AddReferences(library))), Is.Empty);
    }

    [Test]
    public void Other_additional_files_are_not_looked_at()
        => Assert.That(Run(string.Empty, ("notes.txt", "Service.Patches.Run")).Text, Does.Not.Contain("extension(").And.Not.Contain("extension<"));

    [Test]
    public void It_comes_with_the_first_use_and_goes_with_the_last()
    {
        var run = Run("Service.Patches.Run.Restore();");
        var without = run.Again(Compile("Box<int>.Patches.Get.Restore();"));
        var again = without.Again(Compile("Service.Patches.Run.Restore();"));

        Assert.That(Complaints(without), Is.Empty, without.Text);
        Assert.That(without.Text, Is.Not.EqualTo(run.Text));
        Assert.That(again.Text, Is.EqualTo(run.Text));
    }

    private static GeneratorRun Run(string uses, params (string Path, string Text)[] files)
        => GeneratorRun.Of([Shop, Uses(uses)], files: files, mentionsAll: false);

    private static Microsoft.CodeAnalysis.CSharp.CSharpCompilation Compile(string uses)
        => GeneratorRun.Compile([Shop, Uses(uses)], Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp14);

    private static string Using(string uses, string name, string assembly = "")
        => $"using Hotpatch; using Shop; {assembly}public static class {name} {{ public static void Use() {{ {uses} }} }}";

    private static string Uses(string uses)
        => $"global using Everywhere = Shop.Box<int>; using Hotpatch; using Shop; using Alias = Shop.Service; public static class Uses {{ public static void Use() {{ {uses} }} }}";

    private static IEnumerable<string> Complaints(GeneratorRun run)
        => run.WarningsOfBuild.Where(diagnostic => diagnostic.Id is not ("CS1591" or "CS8019" or "CS8933")).Select(diagnostic => diagnostic.ToString());
}
