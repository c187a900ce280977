using System.Reflection;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Libraries;

/// <summary>Generic targets: in all instantiations, present and future, or in one.</summary>
public class GenericPatchTests : LibraryTests
{
    [Test]
    public void All_instantiations()
    {
        var path = Compile(
            """
            public static class P
            {
                [Patch(typeof(GenericMethods))] public static T Echo<T>(Func<T, T> next, T value) => value is string ? (T)(object)("patched " + next(value)) : next(value);
                [Patch("Fixtures.GenericMethods.Swap")] public static void Swap<T>(ref T left, ref T right) => left = right;
                [Patch(typeof(Box<>))] public static TResult Map<T, TResult>(Box<T> self, Func<T, TResult> map) => default!;
                [Patch(typeof(Box<>), "Content")] public static T Content<T>(Box<T> self) => default!;
                [Patch(typeof(Box<>))] public static string Describe<T>(object self, string prefix) => prefix + typeof(T).Name;
                [Patch(typeof(Box<>), "Describe")] public static string Layer<T>(Func<Box<T>, string, string> next, Box<T> self, string prefix) => "<" + next(self, prefix) + ">";
                [Patch(typeof(Box<>.Lid<>))] public static TOther Pick<T, TColour, TOther>(T content, TColour colour, TOther other) => default!;
                [Patch(typeof(Pair<,>))] public static void Set<A, B>(ref Pair<A, B> self, A first) { }
                [Patch(typeof(Constructed<>), ".ctor")] public static void New<T>(Constructed<T> self, T value) where T : notnull { }
                [Patch(typeof(GenericMethods))] public static T First<T>(ReadOnlySpan<T> values) => values[^1];
                [Patch(typeof(Converter))] public static string Convert<T>(ref Converter self, T value) => $"patched {value}";
            }
            """);
        var echo = Method("GenericMethods", "Echo", parameters: 1);
        Assert.That(Call(echo, typeof(string), "before"), Is.EqualTo("before"));
        using var library = PatchLibrary.Load(path, Options);
        Assert.That(library.Applied, Has.Count.EqualTo(11));
        Assert.That(library.Applied[0].GenericHandle!.Name, Is.EqualTo("Fixtures.GenericMethods.Echo<T>(T)"));
        Assert.That(library.Applied[0].Handle, Is.Null);
        Assert.Multiple(() =>
        {
            Assert.That(Call(echo, typeof(string), "a"), Is.EqualTo("patched a"));
            Assert.That(Call(echo, typeof(long), 5L), Is.EqualTo(5L));
            object[] pair = [1, 2];
            Method("GenericMethods", "Swap").MakeGenericMethod(typeof(int)).Invoke(null, pair);
            Assert.That(pair, Is.EqualTo(new object[] { 2, 2 }));
            var box = Activator.CreateInstance(Fixture.Type("Box`1").MakeGenericType(typeof(Guid)), Guid.NewGuid())!;
            Assert.That(LoadedAssembly.CallOn(box, "Describe", "p"), Is.EqualTo("<pGuid>"));
            Assert.That(LoadedAssembly.CallOn(box, "get_Content"), Is.EqualTo(Guid.Empty));
            Assert.That(box.GetType().GetMethod("Map")!.MakeGenericMethod(typeof(string)).Invoke(box, [(Func<Guid, string>)(_ => "x")]), Is.Null);
            Assert.That(
                Fixture.Type("IConverter").GetMethod("Convert")!.MakeGenericMethod(typeof(int)).Invoke(Fixture.New("Converter"), [5]), Is.EqualTo("patched 5"));
        });
    }

    [Test]
    public void One_instantiation()
    {
        var path = Compile(
            """
            public static class P
            {
                [Patch(typeof(Box<string>))] public static string Get(Box<string> self) => "closed type";
                [Patch(typeof(Box<>), "Get", TypeArguments = new[] { typeof(int) })] public static int GetInt(Box<int> self) => 77;
                [Patch(typeof(GenericMethods), TypeArguments = new[] { typeof(string) })] public static string Echo(Func<string, string> next, string value) => next(value) + "!";
                [Patch(typeof(Box<string>), "Map", TypeArguments = new[] { typeof(int) })] public static int Map(Box<string> self, Func<string, int> map) => -1;
                [Patch("Fixtures.Box`1.NameOf()", TypeArguments = new[] { typeof(string) })] public static string NameOf() => "named";
            }
            """);
        using var library = PatchLibrary.Load(path, Options);
        Assert.That(library.Applied[0].Target, Is.EqualTo("Fixtures.Box`1.Get() with <string>"));
        Assert.That(library.Applied.Select(patch => patch.Handle), Has.None.Null);
        var ofString = Activator.CreateInstance(Fixture.Type("Box`1").MakeGenericType(typeof(string)), "content")!;
        var ofInt = Activator.CreateInstance(Fixture.Type("Box`1").MakeGenericType(typeof(int)), 5)!;
        var ofLong = Activator.CreateInstance(Fixture.Type("Box`1").MakeGenericType(typeof(long)), 5L)!;
        Assert.Multiple(() =>
        {
            Assert.That(LoadedAssembly.CallOn(ofString, "Get"), Is.EqualTo("closed type"));
            Assert.That(LoadedAssembly.CallOn(ofInt, "Get"), Is.EqualTo(77));
            Assert.That(LoadedAssembly.CallOn(ofLong, "Get"), Is.EqualTo(5));
            Assert.That(Call(Method("GenericMethods", "Echo", parameters: 1), typeof(string), "a"), Is.EqualTo("a!"));
            Assert.That(ofString.GetType().GetMethod("Map")!.MakeGenericMethod(typeof(int)).Invoke(ofString, [(Func<string, int>)(_ => 1)]), Is.EqualTo(-1));
            Assert.That(ofString.GetType().GetMethod("NameOf")!.Invoke(null, null), Is.EqualTo("named"));
        });
    }

    [Test]
    public void One_over_all()
    {
        var path = Compile(
            """
            public static class P
            {
                [Patch(typeof(Box<string>))] public static string Get(Box<string> self) => "one";
                [Patch(typeof(Box<>), "Get")] public static T All<T>(Box<T> self) => default!;
            }
            """);
        using var library = PatchLibrary.Load(path, Options);
        Assert.That(LoadedAssembly.CallOn(Activator.CreateInstance(Fixture.Type("Box`1").MakeGenericType(typeof(string)), "content")!, "Get"), Is.EqualTo("one"));
    }

    [Test]
    public void Constraints_of_the_patch_leave_out_instantiations_to_come()
    {
        // A program of its own: what is in use counts.
        var program = WovenSource.Load("public static class Tools { [Hotpatch.Patchable] public static T[] Array<T>(T[] values) => values; }", "Release");
        var options = new PatchLibraryOptions { Targets = [program.Assembly] };
        var path = Compile(
            "public static class P { [Patch(typeof(Tools))] public static T[] Array<T>(T[] values) where T : IDisposable => null!; }",
            references: [program.Path],
            knowsFixture: false);
        var array = program.Assembly.GetType("Tools", throwOnError: true)!.GetMethod("Array")!;
        using (PatchLibrary.Load(path, options))
        {
            Assert.That(array.MakeGenericMethod(typeof(Stream)).Invoke(null, [Array.Empty<Stream>()]), Is.Null);
            Assert.That(array.MakeGenericMethod(typeof(byte)).Invoke(null, [Array.Empty<byte>()]), Is.Empty);
        }

        // Now one is in use that they do not allow.
        var exception = Assert.Throws<PatchLibraryException>(() => PatchLibrary.Load(path, options))!;
        Assert.That(exception.Problems.Single(), Does.Contain("constraints that allow <byte> were expected").And.Contain("Array<System.Byte>(System.Byte[]) is in use, but those of the method do not"));
    }

    private static readonly TestCaseData[] Problems =
    [
        Case("[Patch(typeof(GenericMethods))] public static int Larger(int left, int right) => 0;", "a generic method with 1 type parameter was expected, to patch all instantiations, but one with no type parameters was found; to patch one instantiation, name its TypeArguments"),
        Case("[Patch(typeof(GenericMethods))] public static T Larger<T, U>(T left, T right) => left;", "a generic method with 1 type parameter was expected, to patch all instantiations, but one with 2 type parameters was found"),
        Case("[Patch(typeof(GenericMethods))] public static T Larger<T>(T left, int right) => left;", "a method with the signature (T, T) => T was expected, but (T, int) => T was found"),
        Case("[Patch(typeof(Box<>))] public static TResult Map<TResult, T>(Box<T> self, Func<T, TResult> map) => default!;", "the type parameters <T, TResult> were expected in this order, but <TResult, T> was found"),
        Case("[Patch(typeof(GenericMethods), TypeArguments = new[] { typeof(object) })] public static int SizeOf() => 0;", "type arguments that make an instantiation of Fixtures.GenericMethods.SizeOf<T>() were expected, but <object> was found"),
        Case("[Patch(typeof(Box<>), TypeArguments = new[] { typeof(int), typeof(int) })] public static int Get(Box<int> self) => 0;", "but <int, int> was found"),
        Case("[Patch(typeof(Box<string>))] public static int Get(Box<string> self) => 0;", "a method with the signature (Box<string>) => string was expected, but (Box<string>) => int was found"),
        Case("[Patch(typeof(GenericMethods))] public static T Larger<T>(T left, T right) => left; [Patch(typeof(GenericMethods), \"Larger\")] public static T Again<T>(T left, T right) => left;", "Fixtures.GenericMethods.Larger<T>(T,T): one replacement was expected, but these were found: P.Larger and P.Again"),
        Case("[Patch(typeof(Box<string>))] public static TResult Map<T, TResult>(Box<T> self, Func<T, TResult> map) => default!;", "TypeArguments for the method were expected, since the closed type Box<string> is for one instantiation, but none were found; name the open type"),
        Case("[Patch(typeof(Aviary<>), \".ctor\")] public static void New<T>(Action<Aviary<T>, T> next, Aviary<T> self, T value) => next(self, value);", "has none: a local variable or a closure crosses"),
    ];

    [TestCaseSource(nameof(Problems))]
    public void Problem(string members, string expected)
    {
        var path = Compile($"public static class P {{ {members} }}");
        var exception = Assert.Throws<PatchLibraryException>(() => PatchLibrary.Load(path, Options))!;
        Assert.That(exception.Problems.Single(), Does.Contain(expected));
    }

    private static TestCaseData Case(string members, string expected) => new(members, expected);

    private static MethodInfo Method(string type, string name, int? parameters = null)
        => Fixture.Type(type).GetMethods().Single(method => method.Name == name && method.IsGenericMethod && (parameters is null || method.GetParameters().Length == parameters));

    private static object? Call(MethodInfo method, Type argument, object value) => method.MakeGenericMethod(argument).Invoke(null, [value]);
}
