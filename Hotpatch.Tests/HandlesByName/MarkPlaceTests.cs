namespace Hotpatch.Tests.HandlesByName;

/// <summary>A type has its handles wherever its only mark stands, and whatever name the source has for it.</summary>
[Parallelizable(ParallelScope.Children)]
public class MarkPlaceTests
{
    [TestCase("public class C { [Patchable] public event System.Action E; }", "add_E remove_E")]
    [TestCase("public class C { [Patchable] public event System.Action E, F; }", "add_E remove_E add_F remove_F")]
    [TestCase("public class C { [method: Patchable] public event System.Action E; }", "add_E remove_E")]
    [TestCase("public class C { public event System.Action E { [Patchable] add { } remove { } } }", "add_E")]
    [TestCase("public partial class C { [Patchable] public partial event System.Action E; public partial event System.Action E { add { } remove { } } }", "add_E remove_E")]
    [TestCase("public partial class C { public partial event System.Action E; [Patchable] public partial event System.Action E { add { } remove { } } }", "add_E remove_E")]
    [TestCase("public partial class C { public partial event System.Action E; public partial event System.Action E { [Patchable] add { } remove { } } }", "add_E")]
    [TestCase("public partial class C { [Patchable] public partial C(int a); public partial C(int a) { } }", "Constructor")]
    [TestCase("public partial class C { public partial C(int a); [Patchable] public partial C(int a) { } }", "Constructor")]
    [TestCase("public partial class C { [Patchable] public partial int P { get; } public partial int P => 1; }", "get_P")]
    [TestCase("public partial class C { public partial int P { get; } [Patchable] public partial int P => 1; }", "get_P")]
    [TestCase("public partial class C { public partial void M(); [Patchable] public partial void M() { } }", "M")]
    [TestCase("public class C { public int P { [Patchable] get; set; } }", "get_P")]
    [TestCase("public class C { public int this[int a] { [Patchable] get => a; } }", "get_Item")]
    [TestCase("public record C([property: Patchable] int P);", "get_P set_P")]
    [TestCase("[method: Patchable] public class C(int a) { public int A => a; }", "Constructor")]
    [TestCase("[method: Patchable] public record struct C(int A);", "Constructor")]
    [TestCase("[Patchable] public partial class C { } public partial class C { public void M() { } }", "M")]
    [TestCase("public static class C { extension(string s) { [Patchable] public int P => 1; } }", "get_P")]
    [TestCase("public class C { [global::Hotpatch.PatchableAttribute] public void M() { } }", "M")]
    [TestCase("public class C { [P] public void M() { } }", "M")]
    [TestCase("public class C { [Q] public void M() { } }", "M")]
    [TestCase("public class C { [H::Patchable] public void M() { } }", "M")]
    [TestCase("public class C { [Patchable, System.Obsolete(\"a\" + \"b\")] public void M() { } }", "M")]
    [TestCase("public class C { [method: Patchable] public void M() { } }", "M")]
    public void Handles_are_there(string source, string expected)
    {
        var run = GeneratorRun.Of(["using Hotpatch; using P = Hotpatch.PatchableAttribute; using H = Hotpatch;\n#nullable disable\n" + source, "global using Q = Hotpatch.PatchableAttribute;"]);
        var members = run.After.GetTypeByMetadataName("CPatches")?.GetMembers() ?? [];

        Assert.That(members.OfType<Microsoft.CodeAnalysis.IPropertySymbol>().Select(member => member.Name), Is.EquivalentTo(expected.Split(' ')));
    }

    [Test]
    public void Attributes_of_the_name_that_are_another_s_are_none()
        => Assert.That(
            GeneratorRun.Of("public class PatchableAttribute : System.Attribute { } public class C { [Patchable] public void M() { } }").Files, Is.Empty);
}
