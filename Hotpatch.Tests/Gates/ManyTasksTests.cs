using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Gates;

/// <summary>Results that have to do with tasks, but are none that a call could last for.</summary>
[TestFixture("Debug")]
[TestFixture("Release")]
public class ManyTasksTests(string configuration)
{
    private const string Source =
        """
        using System.Threading.Tasks;
        using Hotpatch;
        namespace Fixtures;
        [Patchable(Consistency = Consistency.Exclusive)]
        public static unsafe class Many
        {
            private static Task _task = Task.Delay(-1);
            private static ValueTask<int> _value = new(3);
            public static Task[] Tasks() => [_task];
            public static Task<int>[][] Results() => [[Task.FromResult(3)]];
            public static ValueTask[] Values() => new ValueTask[2];
            public static System.Collections.Generic.IAsyncEnumerable<int>[] Later() => new System.Collections.Generic.IAsyncEnumerable<int>[2];
            public static ref Task Reference() => ref _task;
            public static ref readonly ValueTask<int> Value() => ref _value;
            public static ValueTask<int>* Pointer(ValueTask<int>* value) => value;
            [NotPatchable] public static string Use()
                => $"{Tasks().Length} {Results()[0][0].Result} {Values().Length} {Later().Length} {Reference().IsCompleted} {Value().Result} {Pointer(null) == null}";
        }
        """;

    [Test]
    public void End_when_they_return()
    {
        var fixture = WovenSource.Load(Source, configuration);
        Assert.That(fixture.Call("Many.Use"), Is.EqualTo("1 3 2 2 False 3 True"));

        foreach (var handle in Patchable.In(fixture.Assembly))
        {
            Assert.That(handle.TryPatch(handle.Original), Is.True, handle.Name);
            Assert.That(handle.InFlight, Is.Zero);
        }

        Assert.That(fixture.Call("Many.Use"), Is.EqualTo("1 3 2 2 False 3 True"));
    }
}
