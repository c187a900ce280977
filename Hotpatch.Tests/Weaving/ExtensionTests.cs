using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>Extension methods and the members of extension blocks: what is patched is what runs.</summary>
public class ExtensionTests(string configuration) : KindTests(configuration)
{
    [Test]
    public void Extension_methods()
    {
        Check("Texts.Twice", () => Use("Twice", "ab"), "abab", "other", "ab");
        Assert.That(Patchable.For<Func<string, string>>(Fixture.Type("Texts"), "Twice").Original("x"), Is.EqualTo("xx"));
    }

    [Test]
    public void Methods_of_an_extension_block()
    {
        Check("Texts.Repeat", () => Use("Repeat", "ab", 3), "ababab", "other", "ab", 3);
        Check("Texts.Of", () => Use("Of", 3), "number 3", "other", 3);
        CheckEffect("Texts.Letters", () => Use("Letters", "ab"), "a-b", "xyz", "x-y-z", "ab");
    }

    [Test]
    public void Properties_of_an_extension_block()
    {
        Check("Texts.get_Half", () => Use("Half", "abcd"), 2, 9, "abcd");
        Check("Texts.get_Separator", () => Use("Separator"), "; ", "other");

        int[] numbers = [1, 2];
        Check("Texts.get_First", () => Use("First", numbers), 1, 9, numbers);
        CheckEffect(
            "Texts.set_First",
            () =>
            {
                numbers[0] = 1;
                return Use("SetFirst", numbers, 5);
            },
            expected: 5, other: null, otherwise: 1, numbers, 5);
    }

    [Test]
    public void Operators_of_an_extension_block()
        => Check("Texts.op_Multiply", () => Use("Times", "a", 2), "a*2", "other", "a", 2);

    [Test]
    public void What_is_extended_tells_accessors_of_one_name_apart()
    {
        Check("Texts.get_Size", () => Use("SizeOfText", "abc"), 3, 9, "abc");
        Assert.That(Use("SizeOfArray", new int[4]), Is.EqualTo(4), "this one is not marked");
    }

    [Test]
    public void An_extended_reference()
    {
        // 1000 times the result, and the variable.
        CheckEffect("Texts.Raise", () => Use("Raise", 1, 2), 3003, 9, 9001, 1, 2);
    }

    [Test]
    public void Handles_are_those_of_the_implementations()
        => Assert.That(
            Patchable.In(Fixture.Assembly).Select(handle => handle.Name).Where(name => name.Contains("Texts", StringComparison.Ordinal)),
            Is.EquivalentTo(new[]
            {
                "Fixtures.Texts.Twice(System.String)",
                "Fixtures.Texts.Repeat(System.String,System.Int32)",
                "Fixtures.Texts.get_Half(System.String)",
                "Fixtures.Texts.Of(System.Int32)",
                "Fixtures.Texts.get_Separator()",
                "Fixtures.Texts.op_Multiply(System.String,System.Int32)",
                "Fixtures.Texts.Letters(System.String)",
                "Fixtures.Texts.get_Size(System.String)",
                "Fixtures.Texts.get_First(System.Int32[])",
                "Fixtures.Texts.set_First(System.Int32[],System.Int32)",
                "Fixtures.Texts.Raise(System.Int32&,System.Int32)",
            }));

    [Test]
    public void A_mark_on_the_class_covers_its_extension_blocks()
        => Assert.That(
            Patchable.In(Fixture.Assembly).Select(handle => handle.Name).Where(name => name.Contains("MarkedExtensions", StringComparison.Ordinal)),
            Is.EquivalentTo(new[] { "Fixtures.MarkedExtensions.Double(System.Int64)", "Fixtures.MarkedExtensions.get_Quarter(System.Int64)" }));

    [Test]
    public void A_mark_on_a_generic_extension_property_covers_its_accessors()
    {
        const string Source =
            """
            using System;
            using System.Collections.Generic;
            public static class Lists
            {
                extension<T>(List<T> list)
                {
                    [Hotpatch.Patchable]
                    public T First
                    {
                        get => list[0];
                        set => list[0] = value;
                    }
                    [Hotpatch.Patchable]
                    public int CountPlus(int more) => list.Count + more;
                }
                public static string Use() { var list = new List<string> { "a" }; list.First += "b"; return list.First + list.CountPlus(1); }
            }
            """;
        using var folder = new TempFolder();
        var run = WeaverRun.Succeed(
            Compiled.ToFolder(folder.FullName, Source), folder.PathOf("woven", "Snippet.dll"), ReferenceList.OfFixture(Configuration));
        var woven = LoadedAssembly.Load(run.Output).Assembly;
        var handles = Patchable.GenericIn(woven);
        Assert.That(
            handles.Select(handle => handle.Name),
            Is.EquivalentTo(new[]
            {
                "Lists.get_First<T>(System.Collections.Generic.List`1<T>)",
                "Lists.set_First<T>(System.Collections.Generic.List`1<T>,T)",
                "Lists.CountPlus<T>(System.Collections.Generic.List`1<T>,System.Int32)",
            }));

        var use = woven.GetType("Lists")!.GetMethod("Use")!.CreateDelegate<Func<string>>();
        Assert.That(use(), Is.EqualTo("ab2"));
        Of("get_First").Patch((List<string> list) => $"<{list[0]}>");
        Of("CountPlus").Patch((List<string> list, int more) => 7);
        Assert.That(use(), Is.EqualTo("<<a>b>7"));

        PatchHandle Of(string name) => handles.Single(handle => handle.Method.Name == name).For(typeof(string));
    }

    private object? Use(string name, params object[] arguments) => Fixture.Call("ExtensionUse." + name, arguments);
}
