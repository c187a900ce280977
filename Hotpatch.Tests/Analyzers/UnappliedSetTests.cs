using Hotpatch.Analyzers.Rules.Patching;

namespace Hotpatch.Tests.Analyzers;

/// <summary>HP0052: patch sets that nothing applies.</summary>
public class UnappliedSetTests
{
    [Test]
    public Task A_set_that_is_filled_and_disposed() => Check(
        """
        using var one = {|HP0052:new PatchSet()|};
        one.Add(handle, () => 1);
        one.AddFlow(handle, () => 1).Wrap(handle, next => next);
        Console.WriteLine(one.IsApplied);

        using var two = {|HP0052:new PatchSet("owner").AddFlow(handle, () => 1)|};
        using (PatchSet three = {|HP0052:new PatchSet().WrapFlow(handle, next => next)|}) { _ = three.Add(handle, () => 1); }
        using ({|HP0052:new PatchSet().Add(handle, () => 1)|}) { }
        """);

    [Test]
    public Task A_set_that_is_applied_empty_or_passed_on() => Check(
        """
        using var applied = new PatchSet();
        applied.Add(handle, () => 1);
        applied.Apply();

        using var asked = new PatchSet().Add(handle, () => 1);
        if (!asked.TryApply()) return;

        using var later = new PatchSet().Add(handle, () => 1);
        await later.ApplyAsync();

        using var chained = new PatchSet();
        chained.Add(handle, () => 1).Apply();

        using var inner = new PatchSet().Add(handle, () => 1);
        Action apply = () => inner.Apply();

        using var refused = new PatchSet();
        Throws(() => refused.Add(handle, null));

        using var passed = new PatchSet().Add(handle, () => 1);
        Keep(passed);

        using var held = new PatchSet();
        var other = held.Add(handle, () => 1);
        other.Apply();

        using var conditional = new PatchSet().Add(handle, () => 1);
        conditional?.Apply();

        using var empty = new PatchSet();
        using var foreign = Made();
        foreign.Add(handle, () => 1);
        var notDisposed = new PatchSet().Add(handle, () => 1);
        """);

    private static Task Check(string statements)
        => AnalyzerRun<UnappliedSetAnalyzer>.Check(
            $$"""
            using System;
            using System.Threading.Tasks;
            using Hotpatch;

            public class Uses
            {
                private static readonly PatchHandle<Func<int>> handle;

                public async Task M()
                {
                    {{statements}}
                }

                private static void Throws(Action action) { }
                private static void Keep(PatchSet set) { }
                private static PatchSet Made() => null;
            }
            """);
}
