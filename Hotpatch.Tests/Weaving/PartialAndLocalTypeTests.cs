using System.Reflection;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>Partial members, and types that only a file or another type can name.</summary>
public class PartialAndLocalTypeTests(string configuration) : KindTests(configuration)
{
    [Test]
    public void Partial_methods_marked_at_either_part()
    {
        var parts = Fixture.New("Parts", 5);
        Check("Parts.Declared", () => LoadedAssembly.CallOn(parts, "Declared", 2), "declared 2", "other", parts, 2);
        Check("Parts.Implemented", () => LoadedAssembly.CallOn(parts, "Implemented", 2), "implemented 2", "other", parts, 2);
    }

    [Test]
    public void Partial_properties_and_indexers()
    {
        var parts = Fixture.New("Parts", 5);
        Check("Parts.get_Number", () => ((dynamic)parts).Number, 5, 9, parts);
        Check("Parts.get_Item", () => ((dynamic)parts)[2], "item 2", "other", parts, 2);
        CheckEffect(
            "Parts.set_Number",
            () =>
            {
                var number = parts.GetType().GetField("_number", BindingFlags.NonPublic | BindingFlags.Instance)!;
                number.SetValue(parts, 0);
                ((dynamic)parts).Number = 7;
                return number.GetValue(parts);
            },
            expected: 7, other: null, otherwise: 0, parts, 7);
    }

    [Test]
    public void Partial_events()
    {
        var parts = Fixture.New("Parts", 5);
        Action handler = () => { };
        CheckEffect(
            "Parts.add_Raised",
            () =>
            {
                ((dynamic)parts).Count = 0;
                ((dynamic)parts).Raised += handler;
                return ((dynamic)parts).Count;
            },
            expected: 1, other: null, otherwise: 0, parts, handler);
    }

    [Test]
    public void Partial_constructors()
    {
        Assert.That(((dynamic)Fixture.New("Parts", 5)).Number, Is.EqualTo(5));
        var constructor = Handle("Parts..ctor");
        constructor.Patch((Action<object, int>)((self, number) => ((dynamic)self).Number = -number));
        Assert.That(((dynamic)Fixture.New("Parts", 5)).Number, Is.EqualTo(-5));

        constructor.Restore();
        Assert.That(((dynamic)Fixture.New("Parts", 5)).Number, Is.EqualTo(5));
    }

    [Test]
    public void File_local_types()
    {
        CheckLocal("Local.Show", () => Fixture.Call("LocalUse.Show", 1), "local 1", "other", "other", 1);
        CheckLocal("ILocal.Add", () => Fixture.Call("LocalUse.Add", 1), 2, 9, 9, 1);
        CheckLocal("Amount.Add", () => Fixture.Call("LocalUse.AddAmount", 1, 2), 3, 9, 1, 2);
        CheckLocal("Local.Sum", () => Fixture.Call("LocalUse.Sum", 1, 2), 3, 9, 1, Fixture.Call("LocalUse.AmountOf", 2));
    }

    [Test]
    public void A_lambda_that_captures_an_instance_of_a_file_local_type_has_no_original()
    {
        var lambda = (Func<int, string>)Fixture.Call("LocalUse.Lambda")!;
        var handle = Patchable.For(lambda);
        Assert.That(handle.HasOriginal, Is.False);

        handle.Patch(value => "patched " + value);
        Assert.That(lambda(1), Is.EqualTo("patched 1"));
        handle.Restore();
        Assert.That(lambda(1), Is.EqualTo("local 1!"));
    }

    [Test]
    public void Private_types_in_private_types()
    {
        Check("Enclosing+Inner.Name", () => Fixture.Call("Enclosing.Name", "a"), "inner a", "other", "a");

        // Called twice on one variable.
        var handle = Handle("Enclosing+Inner+Innermost.Next");
        Assert.That(Fixture.Call("Enclosing.Next", 5), Is.EqualTo(7));
        handle.Patch(handle.Original);
        Assert.That(Fixture.Call("Enclosing.Next", 5), Is.EqualTo(7));
        handle.Restore();
        Assert.That(Fixture.Call("Enclosing.Next", 5), Is.EqualTo(7));
    }

    /// <summary>The compiler puts the file and a hash of its path before the names of file-local types.</summary>
    private void CheckLocal(
        string method, Func<object?> call, object expected, object other, object otherwise, params object?[] argumentsAfterTheFirst)
    {
        var handle = Patchable.In(Fixture.Assembly).Single(h => h.Name.Split('(')[0].EndsWith(method, StringComparison.Ordinal)
            && h.Name.Contains("<Partials>", StringComparison.Ordinal));
        new Cycle(Fixture, handle) { FirstIsUnknown = true }.Check(call, expected, argumentsAfterTheFirst, other, otherwise);
    }
}
