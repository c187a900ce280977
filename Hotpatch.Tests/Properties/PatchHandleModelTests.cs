using FsCheck;
using FsCheck.Fluent;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Properties;

/// <summary>Whatever is done to a handle in whatever order, it is as a list of replacements would be.</summary>
public class PatchHandleModelTests
{
    private static readonly Lazy<PatchHandle<Func<int, int, int>>> Add = new(
        () => (PatchHandle<Func<int, int, int>>)LoadedAssembly.WovenFixture("Release").Handle("Calculator.Add"));

    // What number means depends on the action: which replacement, or which of the scopes that were ever opened.
    private static readonly Gen<Step[]> Steps = Gen.ArrayOf(
        from action in Gen.Frequency(
            (3, Gen.Constant(Act.Patch)), (4, Gen.Constant(Act.Open)), (4, Gen.Constant(Act.Dispose)), (1, Gen.Constant(Act.Restore)))
        from number in Gen.Choose(0, 9)
        select new Step(action, number));

    [Test]
    public void Any_sequence_of_changes()
        => Seed.Check(Steps, Shrink, 2000, Check);

    [Test]
    public void Long_sequences_of_changes()
        => Seed.Check(Steps.Resize(400), Shrink, 50, Check);

    private static IEnumerable<Step[]> Shrink(Step[] steps)
        => Enumerable.Range(0, steps.Length).Select(left => steps.Where((_, index) => index != left).ToArray());

    private static void Check(Step[] steps)
    {
        var handle = Add.Value;
        var add = LoadedAssembly.WovenFixture("Release").Type("Calculator").GetMethod("Add")!.CreateDelegate<Func<int, int, int>>();
        var model = new Model();
        var changes = new List<(Delegate? Previous, Delegate? Current)>();
        EventHandler<PatchChangedEventArgs> note = (_, change) => changes.Add((change.Previous, change.Current));
        var scopes = new List<PatchScope>();
        handle.Restore();
        handle.Changed += note;
        try
        {
            foreach (var step in steps)
            {
                // Steps with one number share a replacement, so that equal ones lie over each other too.
                Func<int, int, int> replacement = Replacements[step.Number];
                var before = model.Top;
                switch (step.Action)
                {
                    case Act.Patch:
                        handle.Patch(replacement);
                        model.Patch(replacement);
                        break;
                    case Act.Open:
                        scopes.Add(handle.PatchScoped(replacement));
                        model.Open(replacement);
                        break;
                    case Act.Dispose when scopes.Count > 0:
                        scopes[step.Number % scopes.Count].Dispose();
                        model.Dispose(step.Number % scopes.Count);
                        break;
                    case Act.Restore:
                        handle.Restore();
                        model.Restore();
                        break;
                }

                Require(handle.IsPatched == (model.Top is not null), $"IsPatched after {step}");
                Require(ReferenceEquals(handle.Current, model.Top ?? handle.Original), $"Current after {step}");
                Require(add(1, 2) == (model.Top ?? handle.Original)(1, 2), $"the call after {step}");

                (Delegate?, Delegate?)[] expected = ReferenceEquals(before, model.Top) ? [] : [(before, model.Top)];
                Require(changes.SequenceEqual(expected), $"Changed after {step}");
                changes.Clear();
            }
        }
        finally
        {
            handle.Changed -= note;
            handle.Restore();
        }
    }

    private static readonly Func<int, int, int>[] Replacements = [.. Enumerable.Range(0, 10).Select(number => (Func<int, int, int>)((_, _) => 1000 + number))];

    private static void Require(bool condition, string complaint)
    {
        if (!condition)
            throw new InvalidOperationException(complaint + " is not as in the model");
    }

    private enum Act
    {
        Patch,
        Open,
        Dispose,
        Restore,
    }

    private sealed record Step(Act Action, int Number);

    /// <summary>The replacements in the order of their time; the last one runs.</summary>
    private sealed class Model
    {
        private const int ByPatch = -1;

        private readonly List<(int Scope, Func<int, int, int> Replacement)> _replacements = [];
        private int _scopes;

        public Func<int, int, int>? Top => _replacements.LastOrDefault().Replacement;

        public void Patch(Func<int, int, int> replacement)
        {
            Dispose(ByPatch);
            _replacements.Add((ByPatch, replacement));
        }

        public void Open(Func<int, int, int> replacement) => _replacements.Add((_scopes++, replacement));

        public void Dispose(int scope) => _replacements.RemoveAll(entry => entry.Scope == scope);

        public void Restore() => _replacements.Clear();
    }
}
