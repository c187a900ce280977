using FsCheck;
using FsCheck.Fluent;
using Hotpatch.Tests.Support;
using Act = Hotpatch.Tests.Properties.Routed.RoutedRun.Act;
using Step = Hotpatch.Tests.Properties.Routed.RoutedRun.Step;

namespace Hotpatch.Tests.Properties.Routed;

/// <summary>
/// Patches of all kinds on methods of different shapes, in several flows, in any order: each call answers as a model of plain lists says.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public class RoutedModelTests
{
    /// <summary>Steps of all kinds; those that load a library have an effect only in a run with libraries.</summary>
    internal static readonly Gen<Step> Steps =
        from action in Gen.Frequency(
            Enum.GetValues<Act>().Select(act => (act switch { Act.End => 8, Act.Restore or Act.RemoveOwner => 1, Act.Flow or Act.Change => 4, _ => 2 }, Gen.Constant(act))).ToArray())
        from method in Gen.Choose(0, 3)
        from flow in Gen.Choose(0, 3)
        from number in Gen.Choose(0, 99)
        select new Step(action, method, flow, number);

    private static readonly Lazy<IReadOnlyList<Subject>> Subjects = new(() =>
    {
        // A copy of its own, since others patch the shared one at the same time.
        var fixture = LoadedAssembly.Load(LoadedAssembly.WovenFixture("Release").Path);
        return Subject.All(fixture, [fixture.New("PriceService"), fixture.New("PriceService")]);
    });

    [Test]
    public void Any_sequence_of_patches() => Seed.Check(Gen.ArrayOf(Steps), Shrink, 3000, Run);

    [Test]
    [Category("Slow")]
    public void Long_sequences_of_patches() => Seed.Check(Gen.ArrayOf(Steps).Resize(300), Shrink, 60, Run);

    [Test]
    public void A_model_that_forgets_a_kind_is_noticed()
    {
        // The control: the same machinery finds a step that the model doesn't know.
        using var unknown = Subjects.Value[0].PatchAbove(10, 5, new PatchOptions());
        Assert.That(() => new RoutedRun(Subjects.Value).Run([new Step(Act.Wrap, 1, 0, 1)]), Throws.InvalidOperationException);
    }

    private static void Run(Step[] steps) => new RoutedRun(Subjects.Value).Run(steps);

    internal static IEnumerable<Step[]> Shrink(Step[] steps)
        => Enumerable.Range(0, steps.Length).Select(left => steps.Where((_, index) => index != left).ToArray());
}
