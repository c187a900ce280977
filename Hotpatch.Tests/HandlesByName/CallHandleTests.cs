using Hotpatch.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>The handles of a project's calls to methods of other assemblies.</summary>
[Parallelizable(ParallelScope.Children)]
public class CallHandleTests
{
    private const string Usings = "using System; using System.Collections.Generic; using System.IO; using System.Text; using Hotpatch; using Hotpatch.Woven;\n";

    private const string Library =
        """
        using Hotpatch;
        namespace Shop
        {
            public class Woven { [Patchable] public int Run() { return 1; } public int Plain() { return 1; } }
            public class Unwoven { public int Run() { return 1; } public static int Patches; protected void Hidden() { } protected internal void Half() { } internal void Inner() { } }
            public class Both { public int Run() { return 1; } public static int Patches, CallPatches; }
            public class BothPatches { }
            public abstract class Shape { protected Shape() { } public abstract int Area(); public virtual object Copy() { return null!; } public override string ToString() { return ""; } }
            public class Square : Shape { public override int Area() { return 1; } public override Square Copy() { return this; } public static implicit operator int(Square a) { return 1; } }
            public interface IPart { int Run(); static int Make() { return 1; } static virtual int Virtual() { return 1; } static abstract int Abstract(); }
            public delegate void Done(int a);
            public class Outer<T> { public class Inner_Part<U> { public U Get(T a) { return default!; } } }
            public static class Texts { public static int Words(this string text) { return 1; } extension(string text) { public int Size { get { return 1; } } public static string Make() { return ""; } } }
        }
        """;

    [TestCase("[assembly: PatchableCalls(typeof(DateTime), nameof(DateTime.UtcNow))]", "DateTime.Patches.get_UtcNow.Patch(() => default); DateTimePatches.get_UtcNow.Restore();")]
    [TestCase("[assembly: PatchableCalls(typeof(DateTime), \"AddDays\")]", "DateTime.Patches.AddDays.Patch((ref DateTime self, double days) => self);")]
    [TestCase("[assembly: PatchableCalls(typeof(int), \"TryParse\")]", "int.Patches.TryParse_String_OutInt32.Patch((string? text, out int value) => { value = 1; return true; });")]
    [TestCase("[assembly: PatchableCalls(typeof(string), \"op_Equality\", \"Item\")]", "string.Patches.op_Equality.Patch((a, b) => true); String.Patches.get_Chars.Patch((self, at) => 'a');")]
    [TestCase("[assembly: PatchableCalls(typeof(List<>), \"Add\", \".ctor\")]", "List<int>.Patches.Add.Patch((self, item) => { }); List<string>.Patches.Constructor_Int32.Patch(capacity => []); AllListPatches.Add.Restore();")]
    [TestCase("[assembly: PatchableCalls(typeof(Span<>), \"Slice\", \"Constructor\")]", "Span<int>.Patches.Slice_Int32.Patch((scoped ref Span<int> self, int start) => default); Span<int>.Patches.Constructor_TArray.Patch(array => default);")]
    [TestCase("[assembly: PatchableCalls(typeof(Enum), \"Parse\")]", "Enum.Patches.Parse_String<DayOfWeek>().Patch(text => default); Enum.Patches.Parse_String().Restore();")]
    [TestCase("[assembly: PatchableCalls(typeof(Activator), \"CreateInstance\")]", "Activator.Patches.CreateInstance<Version>().Patch(() => new Version());")]
    [TestCase("[assembly: PatchableCalls(typeof(File))]", "File.Patches.Exists.Patch(path => true); File.Patches.ReadAllText_String.Patch(path => \"\");")]
    [TestCase("[assembly: PatchableCalls(typeof(AppDomain), \"ProcessExit\")]", "AppDomain.Patches.add_ProcessExit.Patch((self, handler) => { });")]
    [TestCase("[assembly: PatchableCalls(typeof(IDisposable), \"Dispose\")]", "IDisposable.Patches.Dispose.Patch(self => { });")]
    [TestCase("[assembly: PatchableCalls(typeof(Func<>), \"Invoke\")]", "Func<int>.Patches.Invoke.Patch(self => 1);")]
    [TestCase("[assembly: PatchableCalls(typeof(Shop.Square))]", "Shop.Square.Patches.Copy.Patch(self => self); Shop.Square.Patches.op_Implicit.Patch(self => 1); Shop.Square.Patches.Constructor.Patch(() => null!);")]
    [TestCase("[assembly: PatchableCalls(typeof(Shop.IPart))]", "Shop.IPart.Patches.Make.Patch(() => 1); Shop.IPart.Patches.Run.Patch((Shop.IPart self) => 1);")]
    [TestCase("[assembly: PatchableCalls(typeof(Shop.Outer<>.Inner_Part<>))]", "Shop.Outer<int>.Inner_Part<string>.Patches.Get.Patch((self, a) => \"\"); Shop.AllOuter_Inner__Part_2Patches.Get.Restore();")]
    [TestCase("[assembly: PatchableCalls(typeof(Shop.Texts), \"Words\", \"Size\", \"Make\")]", "Shop.Texts.Patches.Words.Patch(text => 1); Shop.Texts.Patches.get_Size.Patch(text => 1); Shop.Texts.Patches.Make.Patch(() => \"\");")]
    [TestCase("[assembly: PatchableCalls(typeof(Shop.Woven), \"Plain\")]", "Shop.Woven.CallPatches.Plain.Restore(); Shop.WovenCallPatches.Plain.Restore(); Shop.Woven.Patches.Run.Restore();")]
    [TestCase("[assembly: PatchableCalls(typeof(Shop.Unwoven), \"Run\")]", "Shop.Unwoven.CallPatches.Run.Restore(); Shop.UnwovenCallPatches.Run.Restore(); Shop.Unwoven.Patches = 1;")]
    [TestCase("[assembly: PatchableCalls(typeof(Shop.Both), \"Run\")]", "Shop.BothCallPatches.Run.Restore(); Shop.Both.Patches = 1;")]
    [TestCase("[assembly: PatchableCalls(typeof(Guid), \"NewGuid\")] [assembly: PatchableCalls(typeof(Guid), \"Parse\")]", "Guid.Patches.NewGuid.Patch(() => default); Guid.Patches.Parse_String.Patch(text => default);")]
    public void Handles_of_calls_can_be_patched(string attribute, string use)
        => Assert.That(Complaints(attribute, use), Is.Empty);

    [TestCase("[assembly: PatchableCalls(typeof(Shop.Unwoven))]", "Shop.UnwovenCallPatches", ExpectedResult = new[] { "Constructor", "Run" })]
    [TestCase("[assembly: PatchableCalls(typeof(Shop.Shape))]", "Shop.ShapePatches", ExpectedResult = new[] { "Area", "Copy" })]
    [TestCase("[assembly: PatchableCalls(typeof(Shop.IPart))]", "Shop.IPartPatches", ExpectedResult = new[] { "Make", "Run" })]
    [TestCase("[assembly: PatchableCalls(typeof(Shop.Done))]", "Shop.DonePatches", ExpectedResult = new[] { "BeginInvoke", "EndInvoke", "Invoke" })]
    [TestCase("[assembly: PatchableCalls(typeof(DateTime), \"UtcNow\", \"Nothing\", null)]", "System.DateTimePatches", ExpectedResult = new[] { "get_UtcNow" })]
    [TestCase("[assembly: PatchableCalls(typeof(object))]", "System.ObjectPatches", ExpectedResult = new[] { "Constructor", "Equals_Object", "Equals_Object_Object", "GetHashCode", "ReferenceEquals", "ToString" })]
    public string[] Members(string attribute, string @class)
        => [.. Consumer(attribute, "").After.GetTypeByMetadataName(@class)!.GetMembers().Where(member => member is IPropertySymbol).Select(member => member.Name).Order(StringComparer.Ordinal)];

    [TestCase("System.DateTime.UtcNow", "DateTime.Patches.get_UtcNow.Restore();")]
    [TestCase("System.DateTime.get_UtcNow", "DateTime.Patches.get_UtcNow.Restore();")]
    [TestCase("System.IO.File, System.IO.Path.Get*", "File.Patches.Exists.Restore(); Path.Patches.GetTempPath.Restore();")]
    [TestCase("System.IO.File.*", "File.Patches.Exists.Restore();")]
    [TestCase("System.Collections.Generic.List.Add", "List<int>.Patches.Add.Restore();")]
    [TestCase("System.Collections.Generic.List`1.Add", "List<int>.Patches.Add.Restore();")]
    [TestCase("System.Collections.Generic.List.Enumerator.MoveNext", "List<int>.Enumerator.Patches.MoveNext.Restore();")]
    [TestCase("System.Collections.Generic.List`1+Enumerator", "List<int>.Enumerator.Patches.MoveNext.Restore();")]
    [TestCase("System.Version..ctor", "Version.Patches.Constructor.Restore();")]
    public void Patterns_with_a_full_type_name_have_handles(string pattern, string use)
    {
        var run = GeneratorRun.Of([Source(string.Empty, use)], files: [("/src/FodyWeavers.xml", $"<Weavers><Hotpatch Calls=\"{pattern}\" /></Weavers>")]);

        Assert.That(run.WarningsOfBuild.Select(warning => warning.ToString()), Is.Empty);
    }

    [Test]
    public void Patterns_without_a_full_type_name_have_none()
        => Assert.That(GeneratorRun.Of(["class A { }"], files: [("/src/FodyWeavers.xml", "<Weavers><Hotpatch Calls=\"System.*; *.UtcNow; *\" /></Weavers>")]).Files, Is.Empty);

    [Test]
    public void Calls_are_switched_off_with_the_other_handles()
        => Assert.That(
            GeneratorRun.Of(
                ["[assembly: Hotpatch.PatchableCalls(typeof(System.DateTime))]"],
                properties: new Dictionary<string, string>(StringComparer.Ordinal) { ["build_property.HotpatchHandles"] = "false" }).Files,
            Is.Empty);

    [Test]
    public void A_friend_has_handles_of_its_own()
    {
        const string Calls = "[assembly: PatchableCalls(typeof(DateTime), \"UtcNow\")]";
        const string Use = "DateTime.Patches.get_UtcNow.Restore(); DateTimePatches.get_UtcNow.Restore();";
        var product = GeneratorRun.Over(GeneratorRun.Compile(
            [Source(Calls + "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Tests\")]", Use)], LanguageVersion.CSharp14, "Product"));
        var tests = GeneratorRun.Over(GeneratorRun.Compile([Source(Calls, Use)], LanguageVersion.CSharp14, "Tests").AddReferences(product.After.ToMetadataReference()));

        Assert.That(tests.WarningsOfBuild.Select(warning => warning.ToString()), Is.Empty);
    }

    [Test]
    public void A_type_of_which_there_are_two_has_no_handles()
    {
        var references = new[] { "One", "Two" }.Select(name => Libraries.Reference(name, "namespace Shop { public class Twice { } }")).ToArray();
        var user = Libraries.Reference("User", "public static class Uses { public static void Take(Shop.Twice a) { } public static void Run() { } }", references: references[0]);
        var run = Libraries.Consumer("[assembly: Hotpatch.PatchableCalls(typeof(Uses))]", references: [.. references, user]);

        Assert.That(run.WarningsOfBuild, Is.Empty);
        Assert.That(run.After.GetTypeByMetadataName("UsesPatches")!.MemberNames, Does.Contain("Run").And.Not.Contain("Take"));
    }

    [TestCase("int Value;", "int Value = 2;")]
    [TestCase("{ return 1; }", "{ return DateTime.UtcNow.Day; }")]
    [TestCase("int Value;", "int Value; int Other() { return 1; }")]
    public void Edit_elsewhere_reads_no_calls(string old, string @new)
    {
        const string Source = "using System; public class Uses { int Value; public int Run() { return 1; } }";
        var first = GeneratorRun.Of(["[assembly: Hotpatch.PatchableCalls(typeof(System.DateTime))]", Source]);
        var tree = first.Before.SyntaxTrees.Last();
        var edited = first.Before.ReplaceSyntaxTree(tree, tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(Source.Replace(old, @new, StringComparison.Ordinal), System.Text.Encoding.UTF8)));
        var again = first.Again(edited);

        Assert.That(
            again.Result.TrackedSteps[HandleGenerator.CallsStep].SelectMany(step => step.Outputs).Select(output => output.Reason),
            Is.Not.Empty.And.All.EqualTo(IncrementalStepRunReason.Cached));
        Assert.That(again.Files, Is.EqualTo(first.Files));
    }

    private static IEnumerable<string> Complaints(string attribute, string use) => Consumer(attribute, use).WarningsOfBuild.Select(warning => warning.ToString());

    private static GeneratorRun Consumer(string attribute, string use)
        => GeneratorRun.Over(
            GeneratorRun.Compile([Source(attribute, use)], LanguageVersion.CSharp14, "Consumer").AddReferences(Libraries.Reference("Library", Library)));

    private static string Source(string attribute, string use)
        => $"{Usings.Replace("using Hotpatch.Woven;", use.Contains("Shop", StringComparison.Ordinal) ? "using Shop;" : string.Empty, StringComparison.Ordinal)}{attribute}\ninternal static class Uses {{ public static void Use() {{ {use} }} }}";
}
