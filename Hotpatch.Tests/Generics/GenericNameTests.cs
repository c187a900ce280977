using System.Reflection;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Generics;

/// <summary>Generic methods by their names; in an assembly of its own, since names are looked up in all that are loaded.</summary>
public sealed class GenericNameTests : IDisposable
{
    private const string Source =
        """
        using Hotpatch;

        namespace Named
        {
            [Patchable] public class Case<T> { public T Get(T value) => value; public string Name() => ""; public string Name(T value) => ""; }
            [Patchable] public static class Tools { public static T Echo<T>(T value) => value; public static T Echo<T>(T[] value) => value[0]; public static T One<T>() => default!; public static int Add(int a, int b) => a + b; }
        }
        """;

    private readonly TempFolder _folder = new();
    private readonly Assembly _woven;

    public GenericNameTests()
    {
        var run = WeaverRun.Succeed(Compiled.ToFolder(_folder.FullName, Source, "Named"), _folder.PathOf("woven", "Named.dll"), ReferenceList.OfFixture("Debug"));
        _woven = LoadedAssembly.Load(run.Output).Assembly;
    }

    [TestCase("Named.Case`1.Get", "Named.Case`1.Get(T)")]
    [TestCase("Named.Case`1.Name()", "Named.Case`1.Name()")]
    [TestCase("Named.Tools.Echo<T>(T[])", "Named.Tools.Echo<T>(T[])")]
    [TestCase("Named.Tools.One", "Named.Tools.One<T>()")]
    public void ForAll_finds_a_generic_method(string name, string found) => Assert.That(Patchable.ForAll(name).Name, Is.EqualTo(found));

    [TestCase("Named.Case`1.Name", "these were found: Named.Case`1.Name(); Named.Case`1.Name(T)")]
    [TestCase("Named.Tools.Echo", "these were found: Named.Tools.Echo<T>(T); Named.Tools.Echo<T>(T[])")]
    [TestCase("Named.Other`1.Get(T)", "only these were found: Named.Case`1.Get(T)")]
    [TestCase("Named.Case`1.Got", "no patchable method of that name was found")]
    public void ForAll_says_what_is_there(string name, string expected) => Refused(() => Patchable.ForAll(name), expected);

    [TestCase("Named.Case`1.Get", "the name of a generic one was found: Named.Case`1.Get(T). For all its instantiations, use Patchable.ForAll(\"Named.Case`1.Get(T)\")")]
    [TestCase("Named.Tools.One", "the name of a generic one was found: Named.Tools.One<T>().")]
    [TestCase("Named.Case`1<System.Byte>.Get", "Named.Case`1.Get(T)")]
    public void Find_says_what_is_there(string name, string expected) => Refused(() => Patchable.Find(name), expected);

    [Test]
    public void Find_finds_instantiations_in_use()
    {
        var handle = Patchable.ForAll("Named.Case`1.Get").For(typeof(string));
        Assert.Multiple(() =>
        {
            Assert.That(Patchable.Find("Named.Case`1<System.String>.Get(System.String)"), Is.SameAs(handle));
            Assert.That(Patchable.Find("Named.Case`1<System.String>.Get"), Is.SameAs(handle));
        });
    }

    [Test]
    public void For_says_which_type_arguments_were_expected()
    {
        var tools = _woven.GetType("Named.Tools", throwOnError: true)!;
        Assert.Multiple(() =>
        {
            Refused(() => Patchable.For<Func<int>>(tools, "One"), "type arguments that fit Named.Tools.One<T>() were expected after the name, but none was found");
            Refused(() => Patchable.For<Func<int>>(tools, "One", typeof(int), typeof(string)), "but System.Int32 and System.String were found");
            Refused(() => Patchable.For<Func<int>>(tools, "One", typeof(List<>)), "Named.Tools.One<T>() were expected");
            Refused(() => Patchable.For<Func<int, int, int>>(tools, "Add", typeof(int)), "that fit Named.Tools.Add(System.Int32,System.Int32) were expected");
            Refused(() => Patchable.ForAll("Named.Case`1.Get").For(typeof(List<>)), "type arguments that make an instantiation of it were expected, but <List<T>> was found");
        });
    }

    public void Dispose() => _folder.Dispose();

    private static void Refused(Func<object> ask, string expected) => Assert.That(ask, Throws.TypeOf<PatchTargetException>().With.Message.Contain(expected));
}
