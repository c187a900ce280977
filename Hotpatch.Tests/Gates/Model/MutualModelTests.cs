namespace Hotpatch.Tests.Gates.Model;

/// <summary>Methods that call each other while they are patched, alone or together; and that the model notices what would be wrong.</summary>
public class MutualModelTests
{
    private static readonly int[][] EachOther = [[0, 1], [1, 0]];
    private static readonly int[][] Around = [[0, 1], [1, 2], [2, 0]];
    private static readonly int[][] Deep = [[0, 1, 2], [2, 0]];
    private static readonly int[][] Again = [[0, 1, 0], [1, 0]];

    private static readonly int[][] Alone = [[0], [1]];
    private static readonly int[][] Together = [[0, 1]];
    private static readonly int[][] AllAlone = [[0], [1], [2]];
    private static readonly int[][] OneAndTwo = [[0], [2, 1]];

    public static IEnumerable<TestCaseData> All =>
    [
        new TestCaseData(EachOther, Alone).SetArgDisplayNames("each other, alone"),
        new TestCaseData(EachOther, Together).SetArgDisplayNames("each other, together"),
        new TestCaseData(Again, Alone).SetArgDisplayNames("again, alone"),
        new TestCaseData(Again, Together).SetArgDisplayNames("again, together"),
        new TestCaseData(Around, AllAlone).SetArgDisplayNames("around, all alone"),
        new TestCaseData(Around, OneAndTwo).SetArgDisplayNames("around, one and two"),
        new TestCaseData(Deep, AllAlone).SetArgDisplayNames("deep, all alone"),
        new TestCaseData(Deep, OneAndTwo).SetArgDisplayNames("deep, one and two"),
    ];

    [TestCaseSource(nameof(All))]
    public void Patches_and_calls_end(int[][] callers, int[][] patches) => Check(callers, patches, mistake: null, Is.Null);

    [Test]
    public void Who_is_inside_another_patchs_gate_must_get_on() => Check(EachOther, Alone, MutualMistake.OnlyOfSamePatch, Does.StartWith("this never ends"));

    [TestCase(MutualMistake.WithoutSeal)]
    [TestCase(MutualMistake.WithoutSecondLook)]
    public void What_was_empty_may_not_be_any_more(int mistake) => Check(EachOther, Alone, (MutualMistake)mistake, Does.StartWith("a method is changed"));

    [Test]
    public void Who_waits_already_must_be_woken_when_all_are_closed()
        => Check(EachOther, Together, MutualMistake.WithoutWakingAfterClosing, Does.StartWith("this never ends"));

    [Test]
    public void Who_waits_at_a_seal_must_be_woken_when_it_breaks() => Check(Deep, OneAndTwo, MutualMistake.WithoutWakingAfterSeal, Does.StartWith("this never ends"));

    private static void Check(int[][] callers, int[][] patches, MutualMistake? mistake, NUnit.Framework.Constraints.IResolveConstraint expected)
    {
        var (states, violation) = new MutualModel(callers, patches, mistake).Explore();
        TestContext.Out.WriteLine($"{states} states: {violation}");
        Assert.That(violation, expected);
    }
}
