using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>
/// Projects that reference one with handles: the version of the language that either was compiled with is nobody else's business.
/// </summary>
[Parallelizable(ParallelScope.Children)]
public class ReferencedHandleTests
{
    private const string Library =
        """
        using Hotpatch;

        namespace Shop
        {
            public class Service
            {
                [Patchable] public int Run(int a) { return a; }
                [Patchable] public bool TryRead(string text, out int value) { value = 1; return true; }
                [Patchable] public static T Echo<T>(T value) where T : class { return value; }
                [Patchable] internal void Hidden() { }
                [Patchable] private void Secret() { }
                public class Inner { [Patchable] public void Go() { } }
            }

            public class Box<T> { [Patchable] public T Get(T value) { return value; } [Patchable] public U Map<U>(U other) where U : new() { return other; } }

            public class Outer<T> { public class Inner<U> { [Patchable] public T Get(U value) { return default(T); } } }

            public class HasPatches { public int Patches; [Patchable] public void Run() { } }

            [System.Obsolete("Use another.")] public class Old { [Patchable] public Old Get() { return this; } }

            public class Marked { [System.Obsolete("No total.")] [Patchable] public int Total() { return 1; } [Patchable] public void Run() { } }

            internal class Inner { [Patchable] public void Run() { } }
        }
        """;

    private static LanguageVersion[] Versions => [LanguageVersion.CSharp7_3, LanguageVersion.CSharp12, LanguageVersion.CSharp14];

    private static IEnumerable<TestCaseData> Pairs => Versions.SelectMany(library => Versions.Select(consumer => new TestCaseData(library, consumer)));

    [TestCaseSource(nameof(Pairs))]
    public void Handle_class_is_seen(LanguageVersion library, LanguageVersion consumer)
        => Assert.That(
            Complaints(
                """
                ServicePatches.Run.Patch((self, a) => a + 1);
                ServicePatches.TryRead.Patch((Service self, string text, out int value) => { value = 2; return false; });
                ServicePatches.Echo<string>().Restore();
                ServicePatches.Echo().Restore();
                Service_InnerPatches.Go.Restore();
                BoxPatches<int>.Get.Patch((self, value) => value);
                AllBoxPatches.Get.Restore();
                Shop.Outer_InnerPatches<int, string>.Get.Restore();
                HasPatchesPatches.Run.Restore();
                """,
                library,
                consumer),
            Is.Empty);

    [TestCaseSource(nameof(Versions))]
    public void Extension_is_there_where_the_consumer_s_language_has_them(LanguageVersion library)
        => Assert.That(
            Complaints(
                """
                Service.Patches.Run.Patch((self, a) => a + 1);
                Service.Patches.TryRead.Patch((Service self, string text, out int value) => { value = 2; return false; });
                Service.Patches.Echo<string>().Patch(value => value + "!");
                Service.Patches.Echo().Restore();
                Service.Inner.Patches.Go.Restore();
                Box<int>.Patches.Get.Patch((self, value) => value);
                Box<int>.Patches.Map<object>().Restore();
                Outer<int>.Inner<string>.Patches.Get.Patch((self, value) => value.Length);
                Alias.Patches.Run.Restore();
                Everywhere.Patches.Run.Restore();
                Shop.Service.Patches.Run.Restore();
                global::Shop.Service.Patches.Run.Restore();
                """,
                library),
            Is.Empty);

    [TestCase("Service.Patches.Hidden.Restore()", "CS1061")]
    [TestCase("Service.Patches.Secret.Restore()", "CS1061")]
    [TestCase("ServicePatches.Hidden.Restore()", "CS0117")]
    [TestCase("InnerPatches.Run.Restore()", "CS0122")]
    [TestCase("Inner.Patches.Run.Restore()", "CS0122")]
    [TestCase("HasPatches.Patches.Run.Restore()", "CS0120")]
    public void Handle_of_what_is_not_public_is_not_seen(string use, string expected)
        => Assert.That(Complaints(use + ";", LanguageVersion.CSharp14), Is.EqualTo(new[] { expected }));

    [Test]
    public void What_is_obsolete_warns_where_it_is_used_and_nowhere_else()
        => Assert.That(
            Complaints("Marked.Patches.Total.Restore(); Marked.Patches.Run.Restore(); Old.Patches.Get.Restore();", LanguageVersion.CSharp14),
            Is.EquivalentTo(new[] { "CS0618", "CS0618" }));

    [Test]
    public void Nothing_is_generated_for_what_is_not_mentioned()
    {
        var run = Consumer("Service.Patches.Run.Restore(); ServicePatches.Run.Restore(); BoxPatches<int>.Get.Restore();", LanguageVersion.CSharp14);

        Assert.That(run.Files.Keys, Is.EquivalentTo(new[] { "Shop.ServicePatches_Of_Library.Extension.g.cs", "Hotpatch.EmbeddedAttribute.g.cs" }));
    }

    [TestCase("Service.Patches.Run.Restore();", LanguageVersion.CSharp13)]
    [TestCase("ServicePatches.Run.Restore();", LanguageVersion.CSharp14)]
    public void Nothing_is_generated_without_need(string use, LanguageVersion consumer)
        => Assert.That(Consumer(use, LanguageVersion.CSharp14, consumer).Files, Is.Empty);

    [Test]
    public void Friend_sees_internal_handles_through_its_own_extension()
    {
        const string Friend = "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Consumer\")]";
        foreach (var version in Versions)
        {
            var run = Libraries.Consumer(
                Uses("Service.Patches.Run.Restore(); Service.Patches.Hidden.Restore(); Service.Patches.Secret.Restore(); Box<int>.Patches.Get.Restore(); Inner.Patches.Run.Restore();"),
                references: Libraries.Reference("Library", Library.Replace("namespace", Friend + " namespace", StringComparison.Ordinal), version));

            Assert.That(Libraries.Complaints(run), Is.Empty, run.Text);
        }
    }

    [Test]
    public void Friend_of_another_consumer_has_its_own_extension()
    {
        var library = Libraries.Reference("Library", Library);
        var between = Libraries.Reference(
            "Between",
            Uses("Service.Patches.Run.Restore();", "Others", "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Consumer\")] "),
            references: library);

        Assert.That(Libraries.Complaints(Libraries.Consumer(Uses("Service.Patches.Run.Restore();"), references: [library, between])), Is.Empty);
    }

    [Test]
    public void Types_of_one_name_in_two_libraries_have_their_own()
    {
        var run = Libraries.Consumer(
            "using Hotpatch; using First; using Second; public static class Uses { public static void Use() "
                + "{ First.Service.Patches.One.Restore(); Second.Service.Patches.Two.Restore(); } }",
            references:
            [
                Libraries.Reference("A", "namespace First { public class Service { [Hotpatch.Patchable] public void One() { } } }"),
                Libraries.Reference("B", "namespace Second { public class Service { [Hotpatch.Patchable] public void Two() { } } }"),
            ]);

        Assert.That(Libraries.Complaints(run), Is.Empty, run.Text);
    }

    [Test]
    public void Types_of_one_full_name_in_two_libraries_add_no_complaint()
    {
        const string Source = "namespace Shop { public class Service { [Hotpatch.Patchable] public void Run() { } } }";
        var run = Libraries.Consumer(
            Uses("Service.Patches.Run.Restore();"), references: [Libraries.Reference("A", Source), Libraries.Reference("B", Source)]);

        Assert.That(run.Files, Is.Empty);
        Assert.That(Libraries.Complaints(run), Is.All.EqualTo("CS0433"));
    }

    [Test]
    public void Own_type_hides_one_of_a_library()
    {
        var run = Libraries.Consumer(
            "namespace Shop { public class Own { [Hotpatch.Patchable] public void Go() { } } public static class Uses { static void Use() { Own.Patches.Go.Restore(); } } }",
            references: Libraries.Reference("A", "namespace Else { public class Own { [Hotpatch.Patchable] public void Run() { } } }"));

        Assert.That(Libraries.Complaints(run), Is.Empty, run.Text);
    }

    private static string[] Complaints(string use, LanguageVersion library, LanguageVersion consumer = LanguageVersion.CSharp14)
        => Libraries.Complaints(Consumer(use, library, consumer));

    private static GeneratorRun Consumer(string use, LanguageVersion library, LanguageVersion consumer = LanguageVersion.CSharp14)
        => Libraries.Consumer(
            (consumer >= LanguageVersion.CSharp10 ? "global using Everywhere = Shop.Service; " : string.Empty) + Uses(use), consumer, references: Libraries.Reference("Library", Library, library));

    private static string Uses(string use, string name = "Uses", string assembly = "")
        => $"using Hotpatch; using Shop; using Alias = Shop.Service; {assembly}public static class {name} {{ public static void Use() {{ {use} }} }}";
}
