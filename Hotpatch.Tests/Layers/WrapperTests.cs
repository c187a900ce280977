using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Layers;

/// <summary>What wrappers may do, and what comes of those that fail.</summary>
public class WrapperTests(string configuration) : WovenFixtureTests(configuration)
{
    private PatchHandle<Func<int, int, int>> Add => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Calculator.Add");

    private PatchHandle<Func<int, int, int>> Drained => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Gated.Add");

    private PatchHandle<Func<int, int, int>> Exclusive => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Gated.Subtract");

    private IEnumerable<PatchHandle<Func<int, int, int>>> Handles => [Add, Drained, Exclusive];

    [Test]
    public void A_new_layer_whose_wrapper_fails_is_refused()
    {
        foreach (var handle in Handles)
        {
            handle.Patch((_, _) => 5);
            var before = handle.Current;
            Assert.That(() => handle.Wrap(_ => throw new TimeoutException("refused")), Throws.InstanceOf<TimeoutException>());
            Assert.That(() => handle.Wrap(_ => null!), Throws.InstanceOf<InvalidReplacementException>().With.Message.Contains(handle.Name).And.Message.Contains("null"));
            Assert.That(() => handle.Wrap(null!), Throws.InstanceOf<InvalidReplacementException>());
            var itself = ((System.Reflection.MethodInfo)handle.Method).CreateDelegate<Func<int, int, int>>();
            Assert.That(() => handle.Wrap(_ => itself), Throws.InstanceOf<InvalidReplacementException>().With.Message.Contains("itself"));
            Assert.That(() => handle.Wrap(_ => throw new TimeoutException("refused"), TimeSpan.FromSeconds(60)), Throws.InstanceOf<TimeoutException>());
            Assert.That(handle.Layers, Is.Empty);
            Assert.That(handle.Current, Is.SameAs(before));
            handle.Restore();
        }
    }

    [Test]
    public void What_a_wrapper_may_not_end_can_be_ended_later()
    {
        foreach (var handle in Handles)
        {
            using var scope = handle.PatchScoped((_, _) => 5);
            using var layer = handle.Wrap(next => (a, b) => next(a, b) + 1);
            Assert.That(() => handle.Wrap(next => End(scope, next)), Throws.InstanceOf<PatchDeadlockException>());
            Assert.That(() => handle.Wrap(next => End(layer, next)), Throws.InstanceOf<PatchDeadlockException>());
            Assert.That(handle.Current(1, 2), Is.EqualTo(6));

            layer.Dispose();
            scope.Dispose();
            Assert.That(handle.IsPatched, Is.False);
        }

        static Func<int, int, int> End(IDisposable ended, Func<int, int, int> next)
        {
            ended.Dispose();
            return next;
        }
    }

    [Test]
    public void What_comes_below_is_refused_by_a_wrapper_that_fails()
    {
        foreach (var handle in Handles)
        {
            var accepts = true;
            var layer = handle.Wrap(next => accepts ? next : throw new TimeoutException("refused"));
            handle.Patch((_, _) => 5);
            var before = handle.Current;
            accepts = false;
            Assert.That(() => handle.Patch((_, _) => 6), Throws.InstanceOf<TimeoutException>());
            Assert.That(() => handle.TryPatch((_, _) => 6), Throws.InstanceOf<TimeoutException>());
            Assert.That(() => handle.ForcePatch((_, _) => 6), Throws.InstanceOf<TimeoutException>());
            Assert.That(async () => await handle.PatchAsync((_, _) => 6), Throws.InstanceOf<TimeoutException>());
            Assert.That(() => handle.PatchScoped((_, _) => 6), Throws.InstanceOf<TimeoutException>());
            Assert.That(() => new PatchSet().Add(Add == handle ? Drained : Add, (_, _) => 6).Add(handle, (_, _) => 6).Apply(), Throws.InstanceOf<TimeoutException>());
            Assert.That(handle.Current, Is.SameAs(before));
            Assert.That((handle.Layers, layer.Failure), Is.EqualTo((new[] { layer }, (Exception?)null)));
            Assert.That((Add == handle ? Drained : Add).IsPatched, Is.False);
            handle.Restore();
        }
    }

    [Test]
    public void What_is_taken_out_takes_the_layer_with_it_whose_wrapper_fails()
    {
        foreach (var handle in Handles)
        {
            var accepts = true;
            handle.Patch((_, _) => 5);
            var scope = handle.PatchScoped((_, _) => 6);
            var inner = handle.Wrap(next => (a, b) => next(a, b) * 10);
            var failing = handle.Wrap(next => accepts ? (a, b) => next(a, b) + 1 : throw new TimeoutException("refused"));
            var outer = handle.Wrap(next => (a, b) => next(a, b) * 10);
            Assert.That(handle.Current(0, 0), Is.EqualTo(610));
            accepts = false;
            scope.Dispose();
            Assert.That(handle.Current(0, 0), Is.EqualTo(500));
            Assert.That(handle.Layers, Is.EqualTo(new[] { outer, inner }));
            Assert.That((failing.Failure?.Message, inner.Failure, outer.Failure), Is.EqualTo(("refused", (Exception?)null, (Exception?)null)));
            failing.Dispose();

            accepts = true;
            var between = handle.Wrap(next => (a, b) => next(a, b) + 1, priority: 1);
            failing = handle.Wrap(next => accepts ? next : throw new TimeoutException("refused"), priority: 2);
            accepts = false;
            between.Dispose();
            Assert.That(handle.Current(0, 0), Is.EqualTo(500));
            Assert.That(failing.Failure, Is.InstanceOf<TimeoutException>());
            Assert.That(between.Failure, Is.Null);
            handle.Restore();
        }
    }

    [Test]
    public void The_end_of_a_set_takes_a_failing_layer_with_it()
    {
        var accepts = true;
        var set = new PatchSet().Add(Add, (_, _) => 5).Add(Exclusive, (_, _) => 5);
        set.Apply();
        var layer = Exclusive.Wrap(next => accepts ? next : throw new TimeoutException("refused"));
        accepts = false;
        set.Revert();
        Assert.That(layer.Failure, Is.InstanceOf<TimeoutException>());
        Assert.That((Exclusive.IsPatched, Add.IsPatched), Is.EqualTo((false, false)));
    }

    [Test]
    public void A_wrapper_may_call_the_method_and_change_others()
    {
        foreach (var handle in Handles)
        {
            var call = ((System.Reflection.MethodInfo)handle.Method).CreateDelegate<Func<int, int, int>>();
            var other = Handles.First(candidate => candidate != handle);
            var seen = new List<int>();

            // Where a gate were closed meanwhile, the call would not come back.
            var done = Task.Run(() =>
            {
                using (handle.Wrap(next =>
                {
                    seen.Add(call(0, 0));
                    other.Patch((_, _) => 9);
                    return (a, b) => next(a, b) + 1;
                }))
                {
                    handle.Patch((_, _) => 5);
                    seen.Add(call(0, 0));
                }
            });
            Assert.That(done.Wait(TimeSpan.FromSeconds(60)), Is.True);
            Assert.That(seen, Is.EqualTo(new[] { 0, 1, 6 }));
            Assert.That(other.Current(0, 0), Is.EqualTo(9));
            handle.Restore();
            other.Restore();
        }
    }

    [Test]
    public void A_wrapper_that_changes_its_own_method_is_refused()
    {
        foreach (var handle in Handles)
        {
            Assert.That(
                () => handle.Wrap(next =>
                {
                    handle.Patch((_, _) => 5);
                    return next;
                }),
                Throws.InstanceOf<PatchDeadlockException>().With.Message.Contains(handle.Name));
            Assert.That(handle.IsPatched, Is.False);
            handle.Patch((_, _) => 6);
            Assert.That(handle.Current(0, 0), Is.EqualTo(6));
            handle.Restore();
        }
    }

    [Test]
    public void Another_thread_may_change_the_method_while_a_wrapper_is_at_work()
    {
        foreach (var handle in Handles)
        {
            var seen = new List<int>();
            using (handle.Wrap(next =>
            {
                if (seen.Count == 0)
                    Assert.That(Task.Run(() => handle.ForcePatch((_, _) => 5)).Wait(TimeSpan.FromSeconds(60)), Is.True, "no lock is held");

                seen.Add(next(0, 0));
                return (a, b) => next(a, b) + 1;
            }))
            {
                Assert.That(seen, Is.EqualTo(new[] { 0, 5 }), "what is there now is asked about again");
                Assert.That(handle.Current(0, 0), Is.EqualTo(6));
            }

            handle.Restore();
        }
    }
}
