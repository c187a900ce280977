using Hotpatch.Tests.Support;
using Mono.Cecil;

namespace Hotpatch.Tests.Perverse;

/// <summary>Assemblies that an obfuscator has been at: names that no source can have, or that several members share.</summary>
public class ObfuscatedTests
{
    // Only C and Run keep their names.
    private const string Source =
        """
        using System;
        using System.Collections.Generic;
        using System.Linq;

        public interface IShape { double Area(double scale); string Text => "shape " + Area(1); }
        public abstract class Shape : IShape { public abstract double Area(double scale); public virtual string Describe() => GetType().IsSealed + " " + ((IShape)this).Text; }
        public sealed class Square(double side) : Shape { public override double Area(double scale) => side * side * scale; public override string Describe() => base.Describe() + "!"; }
        public struct Point { public int X, Y; public int Move(int x) => X += x; public readonly int Sum() => X + Y; }
        public ref struct Window { public Span<int> Span; public int First(ref int other) { other++; return Span[0]; } }
        public enum Color { Red, Green }
        public class Person(string name)
        {
            private string _name = name;
            private int _age = 3;
            public int Age { get => _age; set => _age = value; }
            public event Action? Born;
            public string Greet(string hello) { Born?.Invoke(); return hello + _name; }
            public static int Twice(int value) => value * 2;
            public static long Thrice(int value) => value * 3L;
            public static string Text(int value) => "t" + value;
            public static double Half(int value) => value / 2.0;
            public static bool TryGet(string key, out int value) { value = key.Length; return value > 1; }
            public static ref int Pick(int[] values, in int index) => ref values[index];
            public static Color Paint(Color color, int? maybe, (int, string) pair) => color + (maybe ?? 0) + pair.Item1;
            public IEnumerable<int> Count(int to) { for (var i = 0; i < to; i++) yield return i + _age; }
            public static string Join<T>(IEnumerable<T> items) => string.Join(",", items);
            public class Child { public class Grandchild { public static int Deep(int a, string b) => a + b.Length; } }
        }

        public static class C
        {
            public static string Run()
            {
                var person = new Person("ann") { Age = 4 };
                person.Born += () => person.Age++;
                var point = new Point { X = 1, Y = 2 };
                var window = new Window { Span = new[] { 7 } };
                int[] array = [1, 2, 3];
                var other = 1;
                Person.Pick(array, 1) = 9;
                object?[] all =
                [
                    person.Greet("hello "), person.Age, Person.Twice(2), Person.Thrice(2), Person.Text(2), Person.Half(3), Person.TryGet("abc", out var length), length,
                    Person.Join(array), Person.Paint(Color.Red, 1, (0, "")) == Color.Green, person.Count(2).Sum(), point.Move(5), point.Sum(), window.First(ref other), other,
                    new Square(2).Describe(), Person.Child.Grandchild.Deep(1, "xx"),
                ];
                return string.Join("|", all);
            }
        }
        """;

    private const string Expected = "hello ann|5|4|6|t2|1.5|True|3|1,9,3|True|11|6|8|7|2|True shape 4!|3";

    private static readonly Dictionary<string, Func<int, string>> Names = new(StringComparer.Ordinal)
    {
        ["unprintable"] = number => new string('\u0001', number) + "\u200b\u007f",
        ["right to left"] = number => "\u202e" + new string('\u05d0', number) + "\u0628",
        ["emoji"] = number => string.Concat(Enumerable.Repeat("\U0001F600", number)),
        ["combining"] = number => "\u0301" + new string('\u0301', number),
        ["lone surrogates"] = number => new string('\ud800', number) + "\udc00x",
        ["digits"] = number => "1" + number,
        ["keywords"] = number => new[] { "class", "int", "void", "return", "this", "base" }[number % 6] + new string(' ', number / 6),
        ["operators"] = number => "a.b,c+d/e`1[f]&g*\\h\"i'j:k;l(" + number + ")",
        ["slots"] = number => number % 2 == 0 ? "PatchHandles" + number : "PatchManifest" + number,
        ["very long"] = number => new string('x', 1000) + number,
        ["null-like"] = number => number.ToString("x4", System.Globalization.CultureInfo.InvariantCulture) + "\ufffe\uffff",
    };

    public static IEnumerable<string> Schemes => Names.Keys;

    [TestCaseSource(nameof(Schemes))]
    public void Strange_names(string scheme) => AssertWorks(module => new Obfuscator(module, Names[scheme]).RenameAll(), 12);

    [Test]
    public void One_name_for_all_that_differ_in_their_signature_or_type_only()
        => AssertWorks(module => new Obfuscator(module, number => "a" + number).RenameAllToOne("a"), 12);

    [Test]
    public void Parameters_without_names_and_fields_with_the_same()
        => AssertWorks(
            module =>
            {
                foreach (var parameter in module.GetTypes().SelectMany(type => type.Methods).SelectMany(method => method.Parameters))
                    parameter.Name = string.Empty;

                foreach (var field in module.GetTypes().Where(type => !type.IsEnum).SelectMany(type => type.Fields))
                    field.Name = "f";
            },
            12);

    [Test]
    public void Methods_without_a_name()
        => AssertWorks(
            module =>
            {
                foreach (var method in module.GetType("Person").Methods.Where(method => method.IsStatic && !method.IsSpecialName))
                    method.Name = string.Empty;
            },
            12);

    [Test]
    public void Names_of_thousands_of_bytes()
        => AssertWorks(
            module =>
            {
                // Slots and delegate types are named after methods.
                foreach (var method in module.GetType("Person").Methods.Where(method => method.IsStatic && !method.IsSpecialName))
                    method.Name = method.Name + new string('ä', 3000);
            },
            12);

    [Test]
    public void Names_like_those_that_the_compiler_makes_up_are_left_by_scope()
    {
        using var folder = new TempFolder();
        var references = ReferenceList.OfFixture("Debug");
        var plain = StrangeAssembly.Change(
            Compiled.ToFolder(folder.FullName, Source),
            folder.PathOf("plain", "Snippet.dll"),
            module => new Obfuscator(module, number => "<" + number).RenameAll(),
            references);
        var run = WeaverRun.Execute(plain, folder.PathOf("woven", "Snippet.dll"), references, "<Hotpatch Scope='All' Exclude='C.Run'/>");
        var assembly = LoadedAssembly.Load(run.Output).Assembly;
        Assert.Multiple(() =>
        {
            Assert.That(run.Errors, Is.Empty);
            Assert.That(assembly.GetType("C")!.GetMethod("Run")!.Invoke(null, null), Is.EqualTo(Expected));
            Assert.That(() => Patchable.In(assembly), Throws.InstanceOf<NotWovenException>());
        });
    }

    [Test]
    public void Parameter_of_a_type_that_looks_like_a_closure()
    {
        using var strange = StrangeAssembly.Weave(
            """
            public struct Money { public int Amount; }
            public static class C
            {
                [Hotpatch.Patchable] public static int Add(int a, ref Money money) => money.Amount += a;
                public static int Run() { var money = new Money { Amount = 3 }; return Add(4, ref money) + money.Amount; }
            }
            """,
            module => module.GetType("Money").Name = "<>Money");

        var handle = strange.Handle("C.Add(");
        var counting = new CountingReplacement(handle);
        Assert.That(strange.Call("Run"), Is.EqualTo(14));
        handle.Patch(counting.Delegate);
        Assert.That(strange.Call("Run"), Is.EqualTo(14));
        Assert.That(counting.Count, Is.EqualTo(1));
    }

    private static void AssertWorks(Action<ModuleDefinition> rename, int atLeast)
    {
        using var strange = StrangeAssembly.Weave(Source, rename, "<Hotpatch Scope='All' Exclude='C.Run'/>");
        Assert.That(strange.Call("Run"), Is.EqualTo(Expected));

        var replacements = Patchable.In(strange.Assembly).Where(handle => handle.HasOriginal)
            .Select(handle => new CountingReplacement(handle))
            .ToArray();
        foreach (var replacement in replacements)
            replacement.Handle.Patch(replacement.Delegate);

        Assert.That(strange.Call("Run"), Is.EqualTo(Expected), "patched");
        var called = replacements.Count(replacement => replacement.Count > 0);
        foreach (var replacement in replacements)
            replacement.Handle.Restore();

        Assert.That(strange.Call("Run"), Is.EqualTo(Expected), "restored");
        Assert.That(called, Is.GreaterThanOrEqualTo(atLeast));
        Assert.That(replacements.Count(replacement => replacement.Count > 0), Is.EqualTo(called));
    }
}
