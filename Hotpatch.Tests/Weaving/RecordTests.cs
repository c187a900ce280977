using System.Text;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>What records and record structs declare themselves, and members that use a primary constructor's parameters.</summary>
public class RecordTests(string configuration) : KindTests(configuration)
{
    private delegate void Parts(object self, out string name, out int age);

    private object Person(string name = "Ann") => Fixture.New("Person", name, 30);

    [Test]
    public void Positional_properties()
    {
        var person = Person();
        CheckGenerated("Person.get_Name", () => ((dynamic)person).Name, "Ann", "other", person);
        CheckGenerated("Size.get_Width", () => ((dynamic)Fixture.New("Size", 2, 3)).Width, 2, 9, Fixture.New("Size", 2, 3));
        CheckGenerated("Point3.get_X", () => ((dynamic)Fixture.New("Point3", 2)).X, 2, 9, Fixture.New("Point3", 2));

        var set = Fixture.Handle("Person.set_Name");
        set.Patch((Action<object, string>)((self, name) => set.Original.DynamicInvoke(self, name + "!")));
        var renamed = (dynamic)Fixture.Call("Person.Renamed", person, "Bob")!;
        Assert.That((string)renamed.Name, Is.EqualTo("Bob!"), "a with expression calls the init accessor");
        Assert.That((string)((dynamic)person).Name, Is.EqualTo("Ann"));
        set.Restore();
        Assert.That((string)((dynamic)Fixture.Call("Person.Renamed", person, "Bob")!).Name, Is.EqualTo("Bob"));
    }

    [Test]
    public void Equality_and_hash_codes()
    {
        var (ann, other) = (Person(), Person());
        Check("Person.Equals(Fixtures.Person)", () => Fixture.Call("Person.Same", ann, other), true, false, ann, other);
        Check("Person.GetHashCode()", () => ann.GetHashCode(), 3, 9, ann);
        Check("Person.get_EqualityContract()", Contract, Fixture.Type("Person"), typeof(string), ann);

        Check("Size.Equals(Fixtures.Size)", () => Fixture.Call("Size.Same", 2, 2), true, false, Fixture.New("Size", 2, 1), Fixture.New("Size", 2, 2));
        Check("Size.GetHashCode()", () => Fixture.New("Size", 7, 2).GetHashCode(), 7, 9, Fixture.New("Size", 7, 2));

        object? Contract()
            => ann.GetType().GetProperty("EqualityContract", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
                .GetMethod!.Invoke(ann, System.Reflection.BindingFlags.DoNotWrapExceptions, binder: null, parameters: null, culture: null);
    }

    [Test]
    public void Printing()
    {
        var person = Person();
        var handle = Fixture.Handle("Person.PrintMembers");
        Assert.That(person.ToString(), Is.EqualTo("Person { Ann }"));
        handle.Patch((Func<object, StringBuilder, bool>)((self, builder) =>
        {
            Assert.That(self, Is.SameAs(person));
            return (bool)handle.Original.DynamicInvoke(self, builder.Append('('))!;
        }));
        Assert.That(person.ToString(), Is.EqualTo("Person { (Ann }"));
        handle.Patch((Func<object, StringBuilder, bool>)((_, _) => false));
        Assert.That(person.ToString(), Is.EqualTo("Person { }"));
        handle.Patch((Func<object, StringBuilder, bool>)((_, _) => throw new NotSupportedException()));
        Assert.That(() => person.ToString(), Throws.InstanceOf<NotSupportedException>());
        handle.Restore();
        Assert.That(person.ToString(), Is.EqualTo("Person { Ann }"));

        var employee = Fixture.New("Employee", "Ann", 30, "Shop");
        Check("Employee.ToString", () => employee.ToString(), "Ann@Shop", "other", employee);
    }

    [Test]
    public void Deconstruction()
    {
        var person = Person();
        Assert.That(Fixture.Call("Person.Parts", person), Is.EqualTo("Ann30"));

        var handle = Fixture.Handle("Person.Deconstruct");
        handle.Patch((object self, out string name, out int age) =>
        {
            object?[] arguments = [self, null, null];
            handle.Original.DynamicInvoke(arguments);
            (name, age) = (arguments[1] + "!", (int)arguments[2]! + 1);
        });
        Assert.That(Fixture.Call("Person.Parts", person), Is.EqualTo("Ann!31"));

        handle.Patch((Parts)((object _, out string _, out int _) => throw new NotSupportedException()));
        Assert.That(() => Fixture.Call("Person.Parts", person), Throws.InstanceOf<NotSupportedException>());
        handle.Restore();
        Assert.That(Fixture.Call("Person.Parts", person), Is.EqualTo("Ann30"));
    }

    [Test]
    public void Methods()
    {
        var parsed = Person("Bob");
        CheckEffect(
            "Person.Parse", () => ((dynamic)Fixture.Call("Person.Parse", "Ann")!).Name, "Ann", parsed, "Bob", "Ann");
        Check("Size.Area", () => LoadedAssembly.CallOn(Fixture.New("Size", 2, 3), "Area"), 6, 9, Fixture.New("Size", 2, 3));
        CheckEffect("Size.Grow", () => Fixture.Call("Size.Grown", 2, 3), 5, other: null, 2, Fixture.New("Size", 2, 1), 3);
        Check("Point3.Times", () => LoadedAssembly.CallOn(Fixture.New("Point3", 2), "Times", 4), 8, 9, Fixture.New("Point3", 2), 4);
    }

    [Test]
    public void A_records_constructor_keeps_its_properties_from_a_replacement()
    {
        var constructor = Handle("Invoice..ctor(System.Int32)");
        Assert.That(Fixture.Call("RecordUse.NewInvoice", 10), Is.EqualTo("10/5"));

        // The compiler assigns them before base(), as field initialisers are.
        var seen = 0;
        constructor.Patch((Action<object, int>)((_, total) => seen = total));
        Assert.That(Fixture.Call("RecordUse.NewInvoice", 10), Is.EqualTo("10/5"));
        Assert.That(seen, Is.EqualTo(10));

        constructor.Patch((Action<object, int>)((_, _) => throw new NotSupportedException()));
        Assert.That(() => Fixture.Call("RecordUse.NewInvoice", 10), Throws.InstanceOf<NotSupportedException>());
        constructor.Restore();
        Assert.That(Fixture.Call("RecordUse.NewInvoice", 10), Is.EqualTo("10/5"));
    }

    [Test]
    public void A_record_structs_constructor_assigns_its_properties_in_the_body_that_is_replaced()
    {
        var constructor = Handle("Coins..ctor");
        Assert.That(Fixture.Call("RecordUse.NewCoins", 3), Is.EqualTo(3));

        constructor.Patch(Rebound(constructor, nameof(Nothing)));
        Assert.That(Fixture.Call("RecordUse.NewCoins", 3), Is.Zero);
        constructor.Restore();
        Assert.That(Fixture.Call("RecordUse.NewCoins", 3), Is.EqualTo(3));

        static Delegate Rebound(PatchHandle handle, string name)
            => Delegate.CreateDelegate(
                handle.DelegateType,
                typeof(RecordTests).GetMethod(name)!.MakeGenericMethod(handle.Method.DeclaringType!));
    }

    public static void Nothing<T>(ref T self, int count) => Assert.That((self, count), Is.EqualTo((default(T), 3)));

    [Test]
    public void Members_that_use_a_primary_constructors_parameters()
    {
        var account = Fixture.New("Account", "Ann", 10m);
        Check("Account.get_Owner", () => ((dynamic)account).Owner, "Ann", "other", account);

        var handle = Patchable.In(Fixture.Assembly).Single(h => h.Name.StartsWith("Fixtures.Account.Deposit", StringComparison.Ordinal));
        Assert.That(LoadedAssembly.CallOn(account, "Deposit", 1m), Is.EqualTo(11m));
        handle.Patch((Func<object, decimal, decimal>)((self, amount) => (decimal)handle.Original.DynamicInvoke(self, amount * 2)! + 1));
        Assert.That(LoadedAssembly.CallOn(account, "Deposit", 2m), Is.EqualTo(16m), "the field behind the parameter is changed");
        handle.Restore();
        Assert.That(LoadedAssembly.CallOn(account, "Deposit", 1m), Is.EqualTo(16m));

        CheckEffect(
            "Odometer.Drive", () => Fixture.Call("Odometer.DriveTwice", 5, 2), 9, 77, 77, Fixture.New("Odometer", 5), 2);
    }
}
