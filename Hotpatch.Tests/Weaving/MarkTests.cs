using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>What [Patchable] on a type, a property or a method covers, and what [NotPatchable] takes out.</summary>
public class MarkTests
{
    private readonly string[] _names = [.. Patchable.In(LoadedAssembly.WovenFixture("Release").Assembly).Select(handle => handle.Name)];

    [Test]
    public void A_mark_on_a_type_covers_its_methods_accessors_and_operators()
        => Assert.That(
            _names.Where(name => name.StartsWith("Fixtures.MarkedType", StringComparison.Ordinal)),
            Is.EquivalentTo(new[]
            {
                "Fixtures.MarkedType.Created()",
                "Fixtures.MarkedType.get_Value()",
                "Fixtures.MarkedType.set_Value(System.Int32)",
                "Fixtures.MarkedType.Covered(System.Int32)",
                "Fixtures.MarkedType.Lambda(System.Func`2<System.Int32,System.Int32>)",
                "Fixtures.MarkedType.op_LogicalNot(Fixtures.MarkedType)",
            }));

    [Test]
    public void Abstract_methods_of_a_marked_type_have_no_body_to_patch()
        => Assert.That(
            _names.Where(name => name.StartsWith("Fixtures.MarkedAbstract", StringComparison.Ordinal)),
            Is.EqualTo(new[] { "Fixtures.MarkedAbstract.Concrete()" }));

    [Test]
    public void What_the_compiler_adds_to_a_record_is_left()
        => Assert.That(
            _names.Where(name => name.StartsWith("Fixtures.MarkedRecord", StringComparison.Ordinal)),
            Is.EquivalentTo(new[]
            {
                "Fixtures.MarkedRecord.get_X()",
                "Fixtures.MarkedRecord.set_X(System.Int32)",
                "Fixtures.MarkedRecord.Twice()",
            }));

    [Test]
    public void Unmarked_methods_are_left()
        => Assert.That(_names, Has.None.Contains("Unmarked").And.None.Contains("NotCovered").And.None.Contains("Circle.Draw"));
}
