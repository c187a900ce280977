using System.Reflection;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>Accessors, operators and overloads.</summary>
public class MemberTests(string configuration) : WovenFixtureTests(configuration)
{
    [Test]
    public void Accessors_of_a_property()
    {
        var money = Fixture.New("Money", 12m, "EUR");
        Fixture.Handle("Money.get_Currency").Patch((Func<object, string>)(_ => "USD"));
        Fixture.Handle("Money.get_Amount").Patch((Func<object, decimal>)(_ => 1.5m));
        var set = Fixture.Handle("Money.set_Currency");
        set.Patch((Action<object, string>)((self, value) => set.Original.DynamicInvoke(self, value.ToUpperInvariant())));

        money.GetType().GetProperty("Currency")!.SetValue(money, "chf");
        Assert.Multiple(() =>
        {
            Assert.That(((dynamic)money).Currency, Is.EqualTo("USD"));
            Assert.That(((dynamic)money).Amount, Is.EqualTo(1.5m));
        });

        Fixture.Handle("Money.get_Currency").Restore();
        Assert.That(((dynamic)money).Currency, Is.EqualTo("CHF"), "the replaced setter went through its original");
    }

    [Test]
    public void Init_accessor_indexer_event_and_single_accessor()
    {
        dynamic money = Fixture.New("Money", 1m, "EUR");
        var label = Fixture.Handle("Money.set_Label");
        label.Patch((Action<object, string>)((self, value) => label.Original.DynamicInvoke(self, value + "?")));
        Fixture.Type("Money").GetProperty("Label")!.SetValue(money, "x");
        Fixture.Handle("Money.get_Item").Patch((Func<object, int, int>)((_, index) => index * 100));
        Fixture.Handle("Money.get_Note").Patch((Func<object, string>)(_ => "patched"));
        var spent = 0;
        var add = Fixture.Handle("Money.add_Spent");
        add.Patch((Action<object, Action>)((self, handler) => add.Original.DynamicInvoke(self, handler + (() => spent += 10))));

        money.Spent += (Action)(() => spent++);
        money.Spend();

        Assert.Multiple(() =>
        {
            Assert.That((string)money.Label, Is.EqualTo("x?"));
            Assert.That((int)money[3], Is.EqualTo(300));
            Assert.That((string)money.Note, Is.EqualTo("patched"));
            Assert.That(spent, Is.EqualTo(11));
            Assert.That(Patchable.In(Fixture.Assembly).Select(h => h.Name), Has.None.Contains("Money.set_Note"), "only the getter is marked");
        });
    }

    [Test]
    public void Operators()
    {
        dynamic two = Fixture.New("Money", 2m, "EUR");
        dynamic three = Fixture.New("Money", 3m, "EUR");
        Assert.That((bool)(two == three), Is.False);

        Fixture.Handle("Money.op_Equality").Patch((Func<object?, object?, bool>)((_, _) => true));
        PatchByReflection("Money.op_Addition", nameof(Left));

        Assert.Multiple(() =>
        {
            Assert.That((bool)(two == three), Is.True);
            Assert.That((bool)(two != three), Is.False, "the other operator calls the patched one");
            Assert.That((object)(two + three), Is.SameAs((object)two));
        });
    }

    [Test]
    public void Operators_that_differ_in_their_result_only_have_a_handle_each()
    {
        dynamic money = Fixture.New("Money", 2.5m, "EUR");
        var handles = Patchable.In(Fixture.Assembly).Where(h => h.Method.Name == "op_Explicit" && h.Method.DeclaringType!.Name == "Money").ToArray();
        Assert.That(handles, Has.Length.EqualTo(2));

        handles.Single(h => ((MethodInfo)h.Method).ReturnType == typeof(int)).Patch((Func<object, int>)(_ => 77));
        Assert.Multiple(() =>
        {
            Assert.That((int)money, Is.EqualTo(77));
            Assert.That((decimal)money, Is.EqualTo(2.5m));
        });
    }

    [Test]
    public void Overloads_are_patched_one_by_one()
    {
        dynamic overloads = Fixture.New("Overloads");
        Patchable.In(Fixture.Assembly).Single(h => h.Name == "Fixtures.Overloads.Of(System.Int32[,])").Patch((Func<object, int[,], string>)((_, _) => "patched"));
        Assert.Multiple(() =>
        {
            Assert.That((string)overloads.Of(new int[1, 1]), Is.EqualTo("patched"));
            Assert.That((string)overloads.Of(new int[1]), Is.EqualTo("array"));
            Assert.That((string)overloads.Of(new List<int>()), Is.EqualTo("list"));
            Assert.That((string)overloads.Of(1), Is.EqualTo("int"));
            Assert.That((string)overloads.Of(), Is.EqualTo("nothing"));
        });
    }

    private static object Left(object left, object right) => right is null ? throw new ArgumentNullException(nameof(right)) : left;

    /// <summary>For results whose type the tests cannot name: the shared object-typed method, made to fit by a conversion.</summary>
    private void PatchByReflection(string name, string replacement)
    {
        var handle = Fixture.Handle(name);
        var types = handle.DelegateType.GenericTypeArguments;
        var parameters = types[..^1].Select(System.Linq.Expressions.Expression.Parameter).ToArray();
        var method = GetType().GetMethod(replacement, BindingFlags.NonPublic | BindingFlags.Static)!;
        var call = System.Linq.Expressions.Expression.Call(method, parameters);
        handle.Patch(System.Linq.Expressions.Expression.Lambda(
            handle.DelegateType, System.Linq.Expressions.Expression.Convert(call, types[^1]), parameters).Compile());
    }
}
