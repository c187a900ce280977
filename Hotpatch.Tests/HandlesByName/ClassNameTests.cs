using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>The names of handle classes and of files: none that another has, and none that another type changes.</summary>
[Parallelizable(ParallelScope.Children)]
public class ClassNameTests
{
    private const string Mark = "{ [Hotpatch.Patchable] public void Run() { } }";

    [TestCase("public class Box<T> #  public class Box<T, U> #  public class Box2<T> #", "BoxPatches`1 AllBoxPatches BoxPatches`2 AllBox_2Patches Box2Patches`1 AllBox2Patches")]
    [TestCase("public class Box # public class Box<T> # public class AllBox #", "BoxPatches BoxPatches`1 AllBoxPatches AllBoxPatches2")]
    [TestCase("public class Box<T, U> #", "BoxPatches`2 AllBox_2Patches")]
    [TestCase("public class Box<T, U> # public class Box_2<T> #", "BoxPatches`2 Box_2Patches`1 AllBox_2Patches AllBox_2Patches2")]
    [TestCase("public class A { public class B_C # } public class A_B { public class C # } public class A_B_C #", "A_B__CPatches A__B_CPatches A_B_CPatches")]
    [TestCase("public class A { public class B # } public class A_B #", "A_BPatches A_BPatches2")]
    [TestCase("public class A<T> { public class B # } public class A { public class B<T> # }", "A_BPatches`1 A_BPatches2`1 AllA_BPatches AllA_BPatches2")]
    [TestCase("public class Service # public class ServicePatches # public class ServicePatchesPatches #", "ServicePatches2 ServicePatchesPatches2 ServicePatchesPatchesPatches")]
    [TestCase("public class Box<T> # public class BoxPatches<T> # public class AllBoxPatches #", "BoxPatches2`1 BoxPatchesPatches`1 AllBoxPatches2 AllBoxPatchesPatches AllBoxPatchesPatches2")]
    [TestCase("public class Case # public class CASE #", "CasePatches CASEPatches")]
    [TestCase("public class Patches #", "PatchesPatches")]
    [TestCase("namespace ServicePatches { } public class Service #", "ServicePatches2")]
    public void Name(string source, string expected)
        => Assert.That(ClassesIn(Run(source), "N").Select(type => type.MetadataName), Is.EquivalentTo(expected.Split(' ')));

    [TestCase("private class Inner # private class Inner<T> # private class Inner<T, U> # private class Inner2<T> #",
        "InnerPatches InnerPatches`1 AllInnerPatches InnerPatches`2 AllInner_2Patches Inner2Patches`1 AllInner2Patches")]
    [TestCase("private class A { public class B_C # } private class A_B { public class C # } private class A_B_C #", "A_B__CPatches A__B_CPatches A_B_CPatches")]
    [TestCase("private class Private # [Hotpatch.Patchable] private void Take(Private given) { }", "PrivatePatches PrivatePatches2")]
    [TestCase("private class Inner # private class InnerPatches #", "InnerPatches2 InnerPatchesPatches")]
    [TestCase("private class Inner # public void InnerPatches() { }", "InnerPatches2")]
    public void Name_within_a_type(string source, string expected)
        => Assert.That(
            Run($"public partial class Outer {{ {source} }}").After.GetTypeByMetadataName("N.Outer")!.GetTypeMembers().Where(IsHandleClass).Select(type => type.MetadataName),
            Is.EquivalentTo(expected.Split(' ')));

    [TestCase("public class Box<T, U> #", "public class Box<T> #")]
    [TestCase("public class Box<T> #", "public class Box #")]
    [TestCase("public class Box<T> #", "public class Box2<T> #")]
    [TestCase("public class Box2<T> #", "public class Box<T, U> #")]
    [TestCase("public class A { public class B_C # }", "public class A_B { public class C # }")]
    [TestCase("public class A { public class B_C # }", "public class A_B_C #")]
    [TestCase("public class Service #", "public class ServicePatchesExtension #")]
    [TestCase("public class Service #", "public class SERVICE #")]
    public void Further_type_renames_none(string first, string further)
    {
        var before = ClassesIn(Run(first), "N").Select(type => type.MetadataName).ToArray();

        Assert.That(ClassesIn(Run(first + further), "N").Select(type => type.MetadataName), Is.SupersetOf(before));
        Assert.That(ClassesIn(Run(further + first), "N").Select(type => type.MetadataName), Is.SupersetOf(before));
    }

    private static GeneratorRun Run(string source)
    {
        var run = GeneratorRun.Of($"#pragma warning disable CS1591\nnamespace N {{ {source.Replace("#", Mark, StringComparison.Ordinal)} }}");
        Assert.That(run.Warnings, Is.Empty, run.Text);
        Assert.That(run.Files.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count(), Is.EqualTo(run.Files.Count));
        return run;
    }

    private static IEnumerable<INamedTypeSymbol> ClassesIn(GeneratorRun run, string @namespace)
        => run.After.Assembly.GlobalNamespace.GetNamespaceMembers().Single(member => member.Name == @namespace).GetTypeMembers().Where(IsHandleClass);

    private static bool IsHandleClass(INamedTypeSymbol type)
        => type.GetAttributes().Select(attribute => attribute.AttributeClass!.Name).ToArray() is var names && names.Contains("HandlesOfAttribute") && !names.Contains("EmbeddedAttribute");
}
