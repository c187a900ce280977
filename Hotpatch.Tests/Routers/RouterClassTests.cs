using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Routers;

/// <summary>Which classes the weaver writes, and their names.</summary>
[TestFixture("Debug")]
[TestFixture("Release")]
public class RouterClassTests(string configuration)
{
    private LoadedAssembly _woven = null!;

    [OneTimeSetUp]
    public void Weave()
        => _woven = WovenSource.Load(
            """
            using System;
            using Hotpatch;

            namespace Fixtures;

            public class Router { public virtual string Run() => ""; }

            public static class Names
            {
                [Patchable] public static int Sum_Router(int value) => value;
                [Patchable] public static int Sum(Span<int> values) => values.Length;
                [Patchable] public static int Max(Span<int> values) => values.Length + 1;
                [Patchable] public static int Max_Router<T>(T value) => 5;
                [Patchable] public static int Max_2(int value) => value;
            }

            public static class Shapes
            {
                [Patchable] public static bool TryParse(string text, out int value) => int.TryParse(text, out value);
                [Patchable] public static bool TryFirst(string text, out char value) { value = text[0]; return true; }
                [Patchable] public static bool Change(string text, ref int value) => true;
                [Patchable] public static bool Read(string text, in int value) => true;
                [Patchable] public static bool ReadSpan(string text, ref Span<int> value) => true;
                private struct Hidden { public int Value; [Patchable] public int Twice() => Value * 2; }
                public static int Call() => new Hidden { Value = 4 }.Twice();
            }
            """,
            configuration);

    [Test]
    public void Names_that_are_taken()
    {
        foreach (var handle in Patchable.In(_woven.Assembly))
            Assert.That(handle.Routers.TryCreate(), Is.Not.Null, handle.Name);

        var slots = _woven.Type("Names").GetNestedType("PatchSlots", System.Reflection.BindingFlags.NonPublic)!;
        Assert.That(slots.GetFields(System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static).Select(field => field.Name), Is.Unique);
    }

    [Test]
    public void Methods_of_one_shape_share_a_delegate_type_and_a_router()
    {
        var (parse, first) = (Of("TryParse"), Of("TryFirst"));
        Assert.That(parse.DelegateType.GetGenericTypeDefinition(), Is.EqualTo(first.DelegateType.GetGenericTypeDefinition()));
        Assert.That(parse.DelegateType.GetGenericTypeDefinition().FullName, Is.EqualTo("Hotpatch.Generated.Func_1_out`3"));
        Assert.That(parse.Routers.TryCreate()!.GetType().GetGenericTypeDefinition().FullName, Is.EqualTo("Hotpatch.Generated.Func_1_out_Router`3"));
    }

    [Test]
    public void Directions_have_shapes_of_their_own()
        => Assert.That(new[] { "TryParse", "Change", "Read" }.Select(name => Of(name).DelegateType.GetGenericTypeDefinition()), Is.Unique);

    [Test]
    public void References_to_ref_structs_have_a_delegate_type_for_the_method()
        => Assert.That(Of("ReadSpan").DelegateType.Name, Is.EqualTo("ReadSpan_Delegate"));

    [Test]
    public void A_shape_of_private_types()
    {
        var handle = Patchable.In(_woven.Assembly).Single(handle => handle.Name.Contains("Twice"));
        var recording = new RecordingPlan(handle.Original!);
        handle.Patch(handle.Routers.TryCreate()!.Bind(handle.DelegateType, recording));
        Assert.That(_woven.Call("Shapes.Call"), Is.EqualTo(8));
        Assert.That(recording.Results, Is.EqualTo(new[] { 8 }));
        handle.Restore();
    }

    private PatchHandle Of(string method) => _woven.Handle("Shapes." + method);
}
