using System.Linq.Expressions;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>Constructors of structs that the compiler calls on variables in use: what a replacement does not assign is as new.</summary>
[TestFixture("Debug")]
[TestFixture("Release")]
public class StructConstructorTests(string configuration)
{
    private const string Source =
        """
        using System;
        using Hotpatch;
        namespace Fixtures;

        public struct Pair
        {
            public int A, B;
            public string Text;
            [Patchable] public Pair(int a) { A = a; B = 1; Text = "own"; }
            [Patchable(Consistency = Consistency.Drained)] public Pair(string text) { A = 2; B = 2; Text = text; }

            // Stays in place: a local crosses.
            [Patchable] public Pair(bool flag) : this(flag.ToString() is var text ? text : "") { Text += text; }
            [NotPatchable] public Pair(int a, int b) { A = a; B = b; Text = ""; }
        }

        public struct Box<T>
        {
            public T Value;
            public int Number;
            [Patchable] public Box(T value) { Value = value; Number = 1; }
        }

        public static class Use
        {
            public static string Loop(bool gated)
            {
                var all = "";
                for (var i = 0; i < 3; i++)
                {
                    var pair = gated ? new Pair(i.ToString()) : new Pair(i);
                    all += $"{pair.A} {pair.B} {pair.Text}, ";
                    pair.B = 77;
                    pair.Text = "mine" + i;
                    all += pair.B > 0 ? "" : "never";
                }

                return all;
            }

            public static string Boxes()
            {
                var all = "";
                Box<string> box;
                for (var i = 0; i < 2; i++)
                {
                    box = new Box<string>("b" + i);
                    all += $"{box.Value} {box.Number}, ";
                    box.Number = 99;
                }

                return all;
            }

            public static string Chained() => new Pair(true).Text;
        }
        """;

    private LoadedAssembly _fixture = null!;

    [OneTimeSetUp]
    public void Load() => _fixture = WovenSource.Load(Source, configuration);

    [TestCase(false, "Pair..ctor(System.Int32)", "0 1 own, 1 1 own, 2 1 own, ")]
    [TestCase(true, "Pair..ctor(System.String)", "2 2 0, 2 2 1, 2 2 2, ")]
    public void What_a_replacement_does_not_assign_is_as_new(bool gated, string constructor, string unpatched)
    {
        var handle = Patchable.In(_fixture.Assembly).Single(candidate => candidate.Name == "Fixtures." + constructor);
        Assert.That(_fixture.Call("Use.Loop", gated), Is.EqualTo(unpatched));
        handle.Patch(Nothing(handle.DelegateType));
        Assert.That(_fixture.Call("Use.Loop", gated), Is.EqualTo("0 0 , 0 0 , 0 0 , "));
        handle.Restore();
        using (handle.Wrap(next => next))
            Assert.That(_fixture.Call("Use.Loop", gated), Is.EqualTo(unpatched));
    }

    [Test]
    public void Of_generic_structs_too()
    {
        Assert.That(_fixture.Call("Use.Boxes"), Is.EqualTo("b0 1, b1 1, "));
        var handle = Patchable.ForAll(_fixture.Type("Box`1"), ".ctor").For(typeof(string));
        handle.Patch(Nothing(handle.DelegateType));
        Assert.That(_fixture.Call("Use.Boxes"), Is.EqualTo(" 0,  0, "));
        handle.Restore();
    }

    [Test]
    public void What_a_chained_constructor_has_assigned_stays()
    {
        Assert.That(_fixture.Call("Use.Chained"), Is.EqualTo("TrueTrue"));
        var handle = Patchable.In(_fixture.Assembly).Single(candidate => candidate.Name == "Fixtures.Pair..ctor(System.Boolean)");
        handle.Patch(Nothing(handle.DelegateType));
        Assert.That(_fixture.Call("Use.Chained"), Is.EqualTo("True"));
        handle.Restore();
    }

    private static Delegate Nothing(Type type)
    {
        var parameters = type.GetMethod("Invoke")!.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType));
        return Expression.Lambda(type, Expression.Empty(), parameters).Compile();
    }
}
