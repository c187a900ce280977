using System.Reflection;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>Members of abstract classes, sealed overrides, explicit implementations.</summary>
public class InheritanceTests(string configuration) : KindTests(configuration)
{
    private readonly List<string> _turned = [];

    [Test]
    public void Methods_with_a_body_in_an_abstract_class()
    {
        var letter = Fixture.New("Letter");
        Check("Document.Title", () => LoadedAssembly.CallOn(letter, "Title", 3), "letter 3", "other", letter, 3);
        Check("Document.Join", () => LoadedAssembly.CallOn(letter, "CallJoin", "a", "b"), "a+b", "other", "a", "b");
    }

    [Test]
    public void Sealed_overrides()
    {
        var letter = Fixture.New("Letter");
        Check("Letter.Render", () => LoadedAssembly.CallOn(letter, "Render", "x"), "<x>", "other", letter, "x");
        Check("Letter.get_Prefix", () => LoadedAssembly.CallOn(letter, "CallPrefix"), "letter ", "other", letter);
    }

    [Test]
    public void An_overridden_body_is_not_run_whatever_is_patched_onto_it()
    {
        Fixture.Handle("Document.get_Prefix").Patch((Func<object, string>)(_ => "patched "));
        Assert.That(LoadedAssembly.CallOn(Fixture.New("Letter"), "CallPrefix"), Is.EqualTo("letter "));
    }

    [Test]
    public void Explicit_properties_and_indexers()
    {
        var letter = Fixture.New("Letter");
        Check("Letter.Fixtures.IPages.get_Pages", () => Fixture.Call("Letter.Pages", letter), 1, 9, letter);
        Check("Letter.Fixtures.IPages.get_Item", () => Fixture.Call("Letter.Page", letter, 2), "page 2", "other", letter, 2);

        CheckEffect(
            "Letter.Fixtures.IPages.set_Pages",
            () =>
            {
                Set(letter, "_pages", 1);
                return Fixture.Call("Letter.SetPages", letter, 10);
            },
            expected: 10, other: null, otherwise: 1, letter, 10);
    }

    [Test]
    public void Explicit_events()
    {
        var letter = Fixture.New("Letter");
        Action handler = () => _turned.Add("turned");
        CheckEffect(
            "Letter.Fixtures.IPages.add_Turned",
            () => IsSubscribedAfter("Subscribe", before: null),
            expected: true, other: null, otherwise: false, letter, handler);
        CheckEffect(
            "Letter.Fixtures.IPages.remove_Turned",
            () => IsSubscribedAfter("Unsubscribe", before: handler),
            expected: false, other: null, otherwise: true, letter, handler);

        bool IsSubscribedAfter(string change, Action? before)
        {
            Set(letter, "_turned", before);
            Fixture.Call("Letter." + change, letter, handler);
            _turned.Clear();
            LoadedAssembly.CallOn(letter, "Turn");
            return _turned.Count > 0;
        }
    }

    [Test]
    public void Explicit_implementations_of_one_interface_for_two_types()
    {
        var letter = Fixture.New("Letter");
        Check("Letter.Fixtures.IReader<System.Int32>.Read", () => Fixture.Call("Letter.Read", letter, 4), "int 4", "other", letter, 4);
        Check("Letter.Fixtures.IReader<System.String>.Read", () => Fixture.Call("Letter.Read", letter, "a"), "string a", "other", letter, "a");
    }

    private static void Set(object target, string field, object? value)
        => target.GetType().GetField(field, BindingFlags.Instance | BindingFlags.NonPublic)!.SetValue(target, value);
}
