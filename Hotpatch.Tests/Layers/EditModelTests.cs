using Hotpatch.Handles;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Layers;

/// <summary>
/// Sequences of edits at random, of the public and the internal kinds, against a model that is two lists: the layers are sorted anew each
/// time, where the runtime finds places and keeps what layers have made.
/// </summary>
public class EditModelTests(string configuration) : WovenFixtureTests(configuration)
{
    private const int Sequences = 150;
    private const int Length = 60;

    private static readonly string?[] Orders = [null, "a", "b", "c"];

    private PatchHandle<Func<int, int, int>> Immediate => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Calculator.Add");

    private PatchHandle<Func<int, int, int>> Exclusive => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Gated.Subtract");

    [Test]
    public void The_runtime_does_as_the_model()
    {
        foreach (var handle in new[] { Immediate, Exclusive })
        {
            for (var seed = 0; seed < Sequences; seed++)
                new Sequence(handle, seed).Run();
        }
    }

    /// <summary>One sequence. What runs is told from what it writes: each entry writes its name.</summary>
    private sealed class Sequence(PatchHandle<Func<int, int, int>> handle, int seed)
    {
        private readonly Random _random = new(seed);
        private readonly List<Entry> _layers = [];
        private readonly List<Entry> _stack = [];
        private readonly List<string> _log = [];
        private string _step = "-";
        private int _made;

        public void Run()
        {
            for (var i = 0; i < Length; i++)
            {
                _step = $"{handle.Name}, seed {seed}, step {i}";
                Step();
                Check();
            }

            Restore();
            Check();
        }

        private void Restore()
        {
            handle.Restore();
            _layers.Clear();
            _stack.Clear();
        }

        private void Step()
        {
            var name = $"{++_made}";
            var priority = _random.Next(-1, 2);
            switch (_random.Next(9))
            {
                case 0:
                    handle.Patch(Replace(name));
                    _stack.RemoveAll(entry => entry.Kind == Kind.Patched);
                    Add(new Entry(Kind.Patched, name, 0, null, () => { }));
                    break;
                case 1:
                    Add(new Entry(Kind.Scope, name, 0, null, handle.PatchScoped(Replace(name)).Dispose));
                    break;
                case 2 or 3:
                    _layers.Add(new Entry(Kind.Layer, name, priority, null, handle.Wrap(Over(name), priority).Dispose));
                    break;
                case 4:
                    Begin(new Replacement(Replace(name), priority, Orders[_random.Next(Orders.Length)]), Kind.Ranked, name);
                    break;
                case 5:
                    End();
                    break;
                case 6:
                    End();
                    End();
                    break;
                case 7 when _random.Next(8) == 0:
                    Restore();
                    break;
                default:
                    Update(name);
                    break;
            }
        }

        private void Begin(Replacement replacement, Kind kind, string name)
        {
            Make(StackEdit.Begin(replacement));
            Add(new Entry(kind, name, replacement.Priority, replacement.Order, () => Make(StackEdit.End(replacement))) { Ranked = replacement });
        }

        private void End()
        {
            Entry[] all = [.. _layers, .. _stack.Where(entry => entry.Kind != Kind.Patched)];
            if (all.Length == 0)
                return;

            var entry = all[_random.Next(all.Length)];
            _layers.Remove(entry);
            _stack.Remove(entry);
            entry.End();
            entry.End();
        }

        /// <summary>A new version of an entry, of the same rank: in its place.</summary>
        private void Update(string name)
        {
            var index = _stack.FindIndex(entry => entry.Ranked is not null);
            if (index < 0)
                return;

            var before = _stack[index].Ranked!;
            var after = new Replacement(Replace(name), before.Priority, before.Order);
            Make(StackEdit.Exchange([(before, after)]));
            _stack[index] = new Entry(Kind.Ranked, name, after.Priority, after.Order, () => Make(StackEdit.End(after))) { Ranked = after };
        }

        private void Make(StackEdit edit)
        {
            var change = new HandleChange(handle, edit);
            ChangeRun.Run(change, new Hotpatch.Gates.Patience(TimeSpan.FromSeconds(60), CancellationToken.None));
            change.Tell();
        }

        private void Check()
        {
            _log.Clear();
            var answer = handle.Current(0, 0);
            var layers = _layers.OrderByDescending(entry => entry.Priority).ThenByDescending(_layers.IndexOf).ToArray();
            var top = _stack.FirstOrDefault();
            Assert.That(_log, Is.EqualTo(layers.Select(entry => entry.Name).Concat(top is null ? [] : [top.Name])), _step);
            Assert.That(answer, Is.EqualTo(top is null ? 0 : int.Parse(top.Name, System.Globalization.CultureInfo.InvariantCulture)), _step);
            Assert.That(handle.IsPatched, Is.EqualTo(_layers.Count + _stack.Count > 0), _step);
            Assert.That(handle.Layers.Select(layer => layer.Priority), Is.EqualTo(layers.Select(entry => entry.Priority)), _step);

            // Not only what runs, but what would if that ended.
            Assert.That(handle.State.Replacements.Select(replacement => replacement.Delegate.DynamicInvoke(0, 0)!.ToString()), Is.EqualTo(_stack.Select(entry => entry.Name)), _step);
        }

        /// <summary>A replacement comes from the bottom, past all that need not lie above it.</summary>
        private void Add(Entry entry)
        {
            var place = _stack.Count;
            while (place > 0 && !_stack[place - 1].IsAbove(entry))
                place--;

            _stack.Insert(place, entry);
        }

        private Func<int, int, int> Replace(string name)
        {
            var answer = int.Parse(name, System.Globalization.CultureInfo.InvariantCulture);
            return (_, _) =>
            {
                _log.Add(name);
                return answer;
            };
        }

        private Func<Func<int, int, int>, Func<int, int, int>> Over(string name)
            => next => (a, b) =>
            {
                _log.Add(name);
                return next(a, b);
            };
    }

    private enum Kind
    {
        Patched,
        Scope,
        Ranked,
        Layer,
    }

    private sealed record Entry(Kind Kind, string Name, int Priority, string? Order, Action End)
    {
        public Replacement? Ranked { get; init; }

        public bool IsAbove(Entry other)
            => Kind == Kind.Ranked && other.Kind == Kind.Ranked
                && (Priority > other.Priority || (Priority == other.Priority && Order is not null && other.Order is not null && string.CompareOrdinal(Order, other.Order) > 0));
    }
}
