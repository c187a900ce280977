using Hotpatch.Libraries.Reading;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Libraries.Reading;

/// <summary>What few libraries have is not taken for damage.</summary>
public class SoundFeatureTests
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Runtime.CompilerServices;\n";

    [Test]
    public void Access_to_what_is_private()
        => IsSound(
            """
            public class Safe { private int _content; private static int Count() => 0; }
            public static class Access
            {
                [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_content")] public static extern ref int Content(Safe safe);
                [UnsafeAccessor(UnsafeAccessorKind.StaticMethod)] public static extern int Count(Safe? safe);
            }
            """);

    [Test]
    public void Values_of_a_generic_attribute_s_type_parameters()
        => IsSound(
            """
            public enum Small : byte { One }
            public class Pair<TFirst, TSecond>;
            public class OneAttribute<T>(T value) : Attribute { public T Value => value; public T? More { get; set; } }
            public class ManyAttribute<T1, T2, T3>(T3 third, T1[] first, T2 second) : Attribute;
            public class LastAttribute<T1, T2>(T2 last) : Attribute { public T1? First; }

            [One<int>(5, More = 3)] [Many<Small, Small, Type>(typeof(int), new[] { Small.One }, Small.One)] [Last<Pair<int[,], List<string>>, long>(3)]
            public class First;

            [One<string>("text")] [Many<object, string[], DayOfWeek>(DayOfWeek.Friday, new object[] { 1, "two" }, new[] { "three" })] [Last<Pair<DayOfWeek, int?>[], char>('c')]
            public class Second;

            [Last<Action<Pair<Pair<int, int>, Small>[,,][]>, Small>(Small.One)]
            public unsafe class Third;
            """);

    [Test]
    public void Enumerations_in_generic_types()
        => IsSound(
            """
            public class Outer<T> { public enum Kind : short { One, Two } }
            public class KindAttribute(Outer<List<int>>.Kind kind, Outer<int>.Kind[] kinds, string text) : Attribute;

            [Kind(Outer<List<int>>.Kind.Two, new[] { Outer<int>.Kind.One }, "text")]
            public class Marked;
            """);

    private static void IsSound(string source) => Assert.That(() => Read(source), Throws.Nothing);

    private static LibraryImage Read(string source)
    {
        using var folder = new TempFolder();
        return LibraryImage.Read("Fix.dll", File.ReadAllBytes(Compiled.ToFolder(folder.FullName, Usings + source)));
    }
}
