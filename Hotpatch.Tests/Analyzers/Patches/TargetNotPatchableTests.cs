namespace Hotpatch.Tests.Analyzers.Patches;

/// <summary>HP0046: a target that nothing makes patchable.</summary>
public class TargetNotPatchableTests
{
    private const string Unmarked = "namespace Shop { public class Service { public int Count() => 1; } }";

    private const string Patching = "static class Fixes { [Hotpatch.Patch(typeof(Shop.Service))] static int Count(Shop.Service self) => 1; }";

    [Test]
    public Task Without_a_mark_and_a_handle_where_others_have_one()
        => PatchRun.CheckMembers(
            """
            [Patch(typeof(Plain))] static int {|HP0046:Count|}(Plain self) => 1;
            [Patch(typeof(Plain))] static int {|HP0046:Never|}(Plain self) => 1;
            [Patch(typeof(Scoped))] static int Covered(Scoped self) => 1;
            [Patch(typeof(Scoped))] static int {|HP0046:Left|}(Scoped self) => 1;
            """);

    [Test]
    public Task In_a_reference_assembly_too()
        => PatchRun.CheckMembersAgainstReferenceAssembly(
            """
            [Patch(typeof(Plain))] static int {|HP0046:Count|}(Plain self) => 1;
            [Patch(typeof(Scoped))] static int Covered(Scoped self) => 1;
            """);

    [Test]
    public Task The_framework_is_never_woven()
        => PatchRun.CheckMembers("[Patch(typeof(string))] static string {|HP0046:Trim|}(string self) => self;");

    [Test]
    public Task An_assembly_without_any_handle_may_be_woven_by_its_configuration()
        => PatchRun.Run(Patching, PatchRun.Emit("Service", Unmarked)).RunAsync();

    [Test]
    public Task A_mark_on_the_assembly()
        => PatchRun.Run(Patching, PatchRun.Emit("Service", "[assembly: Hotpatch.Patchable]" + Unmarked)).RunAsync();

    [Test]
    public Task Of_the_same_project_by_its_own_marks_and_configuration()
    {
        const string Source =
            """
            using Hotpatch;
            public class Own { public int Count() => 1; [Patchable] public int Marked() => 1; }
            static class Fixes
            {
                [Patch(typeof(Own))] static int {|HP0046:Count|}(Own self) => 1;
                [Patch(typeof(Own))] static int Marked(Own self) => 1;
            }
            """;
        return PatchRun.Check(Source);
    }

    [TestCase("<Weavers><Hotpatch Scope='Public'/></Weavers>")]
    [TestCase("<Weavers><Hotpatch Scope='Pubic'/></Weavers>")]
    public Task A_scope_that_covers_it_or_cannot_be_read(string configuration)
    {
        var run = PatchRun.Run("using Hotpatch; public class Own { public int Count() => 1; } static class Fixes { [Patch(typeof(Own))] static int Count(Own self) => 1; }");
        run.TestState.AdditionalFiles.Add(("/FodyWeavers.xml", configuration));
        return run.RunAsync();
    }

    [TestCase("[Patch(typeof(Plain))] static int Count(Plain self) => 1;", "Shop.Plain.Count(): a patchable method was expected, but this one is not. Mark it, or its type, with [Patchable].")]
    [TestCase("[Patch(typeof(string), \"Clone\")] static object Copy(string self) => 1;", "System.String.Clone(): a patchable method was expected, but System.Runtime is not woven. Patch the calls to it by [PatchCalls].")]
    public async Task The_message_tells_why(string members, string message)
        => Assert.That(await PatchRun.MessageOf(members), Is.EqualTo(message));
}
