namespace Hotpatch.Tests.Analyzers.Patches;

/// <summary>HP0043: versions that are none, or exclude each other.</summary>
public class PatchVersionTests
{
    [Test]
    public Task Versions()
        => PatchRun.CheckMembers(
            """
            [Patch("Shop.Any.A()", MinTargetVersion = "1.2", MaxTargetVersion = "1.2.0.0")] static void A() { }
            [Patch("Shop.Any.B()", MinTargetVersion = "1.2.3")] static void B() { }
            [Patch("Shop.Any.C()", MinTargetVersion = null, MaxTargetVersion = "2")] static void C() { }
            [Patch("Shop.Any.D()", {|HP0043:MinTargetVersion = "1."|})] static void D() { }
            [Patch("Shop.Any.E()", {|HP0043:MaxTargetVersion = "1.x"|})] static void E() { }
            [Patch("Shop.Any.F()", MinTargetVersion = "1.10", {|HP0043:MaxTargetVersion = "1.9"|})] static void F() { }
            [Patch("Shop.Any.G()", {|HP0043:MinTargetVersion = ""|})] static void G() { }
            """);

    [Test]
    public Task A_version_that_the_class_gives()
        => PatchRun.Check(
            """
            using Hotpatch;
            [Patch("Shop.Any", {|HP0043:MinTargetVersion = "new"|})] public static class Any { public static void A() { } }
            [Patch("Shop.Any", MinTargetVersion = "new")] public static class Other { [Patch(MinTargetVersion = "1.0")] public static void A() { } }
            """);

    [TestCase("MinTargetVersion = \"x\"", "Fixes.A(): a version such as \"1.2\" was expected, but \"x\" was found.")]
    [TestCase("MinTargetVersion = \"2.0\", MaxTargetVersion = \"1.0\"", "Fixes.A(): 2.0 or a higher version was expected, which MinTargetVersion is, but \"1.0\" was found.")]
    public async Task The_message_names_what_was_found(string arguments, string message)
        => Assert.That(await PatchRun.MessageOf($"[Patch(\"Shop.Any.A()\", {arguments})] static void A() {{ }}"), Is.EqualTo(message));
}
