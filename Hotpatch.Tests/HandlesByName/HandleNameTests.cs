using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>The names of handles: predictable, without clashes, and changed by nothing but an overload.</summary>
[Parallelizable(ParallelScope.Children)]
public class HandleNameTests
{
    private const string Types =
        """
        namespace N1 { public class Item { public class Inner { } } public class Outer<T> { public class Item { } } }
        namespace N2 { public class Item { public class Inner { } } public class Outer<T> { public class Item { } } }

        """;

    private static readonly string[] Names
        = ["M", "M", "M", "M", "M_Int32", "M_Item", "M_N1_Item", "M_N1_Item2", "M2", "M_ItemArray", "MDelegate", "M_RefInt32Delegate", "Constructor", "Finalize",
            "ToString", "Equals", "HostilePatches", "AllHostilePatches", "PrivatePatches", "Patches", "A", "self"];

    private static readonly string[] Parameters
        = ["int", "int?", "int[]", "int[,]", "int[][]", "int[,][]", "ref int", "in int[]", "out string", "string", "object", "dynamic[]", "N1.Item", "N2.Item",
            "N1.Item[]", "N2.Item[]", "N1.Item.Inner", "N2.Item.Inner", "N1.Outer<int>.Item", "N1.Outer<string>.Item", "N2.Outer<int>.Item", "N1.Outer<N1.Item>",
            "N1.Outer<N2.Item>", "System.Collections.Generic.List<int>", "System.Collections.Generic.List<N1.Item>", "System.Collections.Generic.List<N2.Item>",
            "(int, string)", "(int, int)", "int*", "void*", "delegate*<int, void>", "delegate*<string, void>", "System.Span<int>", "T", "T[]", "ref T"];

    private static IEnumerable<int> Seeds => Enumerable.Range(0, 12);

    [TestCase("void M()", "M")]
    [TestCase("void M() void M(int a)", "M M_Int32")]
    [TestCase("void M() void M<T>()", "M M1")]
    [TestCase("void M<T>() void M<T, U>()", "M1 M2")]
    [TestCase("void M(int a) void M(ref int a)", "M_Int32 M_RefInt32")]
    [TestCase("void M(int[] a) void M(int[,] a) void M(int[][] a)", "M_Int32Array M_Int32Array2 M_Int32ArrayArray")]
    [TestCase("void M(N1.Item a) void M(N2.Item a)", "M_N1_Item M_N2_Item")]
    [TestCase("void M(N1.Item a) void M(N2.Item a) void M(int a)", "M_N1_Item M_N2_Item M_Int32")]
    [TestCase("void M(N1.Item[] a) void M(N2.Item.Inner a)", "M_ItemArray M_Inner")]
    [TestCase("void M(int a) void M(string a) void M_Int32()", "M_System_Int32 M_String M_Int32")]
    [TestCase("void M(System.Action<int, string> a) void M(int? a)", "M_ActionOfInt32AndString M_NullableOfInt32")]
    [TestCase("void M((int, string) a) void M(dynamic a)", "M_ValueTupleOfInt32AndString M_Object")]
    [TestCase("void HostilePatches()", "HostilePatches2")]
    [TestCase("void Constructor()", "Constructor")]
    [TestCase("void Total() void get_Total()", "Total get_Total2")]
    [TestCase("void Total(int a) void get_Total()", "Total2 get_Total")]
    [TestCase("void M() void M(int a) void get_M_Int32()", "M M_System_Int32 get_M_Int32")]
    public void Name(string methods, string expected)
    {
        var declared = string.Concat(methods.Replace("void ", "|", StringComparison.Ordinal).Split('|')[1..].Select(method => $"[Hotpatch.Patchable] public void {method} {{ }} "));
        var run = GeneratorRun.Of($"{Types} public class Hostile {{ {declared} }}");

        Assert.That(NamesIn(run), Is.EquivalentTo(expected.Split(' ')));
    }

    [Test]
    public void Mark_on_another_overload_changes_no_name()
    {
        const string Source = "public class Hostile { [Hotpatch.Patchable] public void M(int a) { } /* */ public void M(string a) { } }";

        Assert.That(NamesIn(GeneratorRun.Of(Source)), Is.EqualTo(new[] { "M_Int32" }));
        Assert.That(NamesIn(GeneratorRun.Of(Source.Replace("/* */", "[Hotpatch.Patchable]", StringComparison.Ordinal))), Does.Contain("M_Int32"));
    }

    [Test]
    public void A_type_named_Patches_has_a_class_with_its_handles()
    {
        var run = GeneratorRun.Of("public class Patches { [Hotpatch.Patchable] public void M() { } }");

        Assert.That(run.After.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty, run.Text);
        Assert.That(run.After.GetTypeByMetadataName("PatchesPatches")!.MemberNames, Does.Contain("M"));
    }

    [TestCaseSource(nameof(Seeds))]
    public void Hostile_overloads_never_clash(int seed)
    {
        var run = GeneratorRun.Of(Types + Hostile(new Random(seed)));

        Assert.That(run.Before.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty, "the source alone");
        Assert.That(run.After.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty, run.Text);
        Assert.That(run.After.GetTypeByMetadataName("HostilePatches`1")!.GetMembers().OfType<IMethodSymbol>()
            .Where(method => method.MethodKind is MethodKind.PropertyGet or MethodKind.Ordinary && method.ReturnType.MetadataName == "PatchHandle`1"), Has.Exactly(61).Items);
    }

    private static string Hostile(Random random)
    {
        var source = new StringBuilder("public unsafe class Hostile<T> { public void Hostile2() { }\n");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (seen.Count < 60)
        {
            var name = Names[random.Next(Names.Length)];
            var arity = random.Next(4) == 0 ? random.Next(1, 3) : 0;
            var types = Enumerable.Range(0, random.Next(3)).Select(_ => Parameters[random.Next(Parameters.Length)]).ToArray();
            var erased = string.Join(',', types.Select(type => type.Replace("out ", "ref ", StringComparison.Ordinal).Replace("in ", "ref ", StringComparison.Ordinal).Replace("dynamic", "object", StringComparison.Ordinal)));
            if ((name == "ToString" && types.Length == 0) || (name == "Finalize" && types.Length == 0) || (name == "Equals" && erased == "object") || !seen.Add($"{name}`{arity}({erased})"))
                continue;

            var parameters = string.Join(", ", types.Select((type, index) => $"{type} a{index}"));
            source.AppendLine(CultureInfo.InvariantCulture, $"[Hotpatch.Patchable] public int {name}{new[] { "", "<A>", "<A, B>" }[arity]}({parameters}) => throw null!;");
        }

        return source.Append("[Hotpatch.Patchable] public Hostile() { } }").ToString();
    }

    private static IEnumerable<string> NamesIn(GeneratorRun run)
        => run.After.GetTypeByMetadataName("HostilePatches")!.GetMembers()
            .Where(member => member is IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary, IsImplicitlyDeclared: false })
            .Select(member => member.Name)
            .Distinct(StringComparer.Ordinal);
}
