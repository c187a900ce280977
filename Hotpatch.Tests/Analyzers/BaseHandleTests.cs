using Hotpatch.Analyzers;
using Hotpatch.Analyzers.Rules.Patching;
using Hotpatch.Tests.HandlesByName;

namespace Hotpatch.Tests.Analyzers;

/// <summary>HP0039: the handle of a base's method, named through a type that has its own.</summary>
[Parallelizable(ParallelScope.Children)]
public class BaseHandleTests
{
    private const string Shapes =
        """
        using Hotpatch;
        public class Shape
        {
            [Patchable] public virtual int Area => 0;
            [Patchable] public virtual int Grow(int by) => by;
            [Patchable] public virtual T Echo<T>(T value) => value;
            [Patchable] public string Name() => "";
            [Patchable] public static int Count() => 0;
            [Patchable] public void Fill(ref int count) { }
            [Patchable] public Shape() { }
        }
        public class Plain : Shape { }
        public class Circle : Shape
        {
            public override int Area => 1;
            public override int Grow(int by) => 1;
            public override T Echo<T>(T value) => value;
            public new string Name() => "Circle";
            public static int Count(int other) => 0;
            public void Fill(int count) { }
        }
        public class Disc : Circle { }
        public class Marked : Shape { [Patchable] public override int Area => 2; }
        public class Box<T> { [Patchable] public virtual T Get(T value) => value; }
        public class Others : Box<int> { }
        public class Texts : Box<string> { public override string Get(string value) => value; }

        """;

    [TestCase("Circle.Patches.get_Area.Patch(self => 1)", "Shape.get_Area()", "Circle.get_Area() overrides")]
    [TestCase("Circle.Patches.Grow.Patch((self, by) => 1)", "Shape.Grow(System.Int32)", "Circle.Grow(System.Int32) overrides")]
    [TestCase("Circle.Patches.Echo<int>().Restore()", "Shape.Echo(T)", "Circle.Echo(T) overrides")]
    [TestCase("Circle.Patches.Name.Restore()", "Shape.Name()", "Circle.Name() hides")]
    [TestCase("Disc.Patches.get_Area.Restore()", "Shape.get_Area()", "Circle.get_Area() overrides")]
    [TestCase("var handle = Circle.Patches.get_Area", "Shape.get_Area()", "Circle.get_Area() overrides")]
    [TestCase("Texts.Patches.Get.Restore()", "Box`1.Get(T)", "Texts.Get(System.String) overrides")]
    public async Task Handle_of_a_base_is_told_of(string use, string method, string own)
    {
        var found = await Find(use);
        Assert.That(found, Has.Length.EqualTo(1));
        Assert.That(found[0], Does.StartWith($"HP0039: This is the handle of {method}, which {own} without a mark"));
        Assert.That(found[0].Contains("Inherited = true", StringComparison.Ordinal), Is.EqualTo(own.EndsWith("overrides", StringComparison.Ordinal)));
    }

    [TestCase("Plain.Patches.get_Area.Restore()", "Shape.get_Area()", "Shape")]
    [TestCase("Circle.Patches.Count.Restore()", "Shape.Count()", "Shape")]
    [TestCase("Circle.Patches.Fill.Restore()", "Shape.Fill(System.Int32&)", "Shape")]
    [TestCase("Circle.Patches.Constructor.Restore()", "Shape..ctor()", "Shape")]
    [TestCase("Others.Patches.Get.Restore()", "Box`1.Get(T)", "Box<int>")]
    public async Task So_is_one_that_is_shared(string use, string method, string type)
        => Assert.That(await Find(use), Is.EqualTo(new[]
        {
            $"HP0039: This is the handle of {method}, which all types that derive from {type} share. A patch changes it for all of them. Name the declaring type.",
        }));

    [TestCase("Shape.Patches.get_Area.Restore()")]
    [TestCase("Marked.Patches.get_Area.Restore()")]
    [TestCase("Box<string>.Patches.Get.Restore()")]
    public async Task Handle_that_is_meant_is_not(string use) => Assert.That(await Find(use), Is.Empty);

    private static async Task<string[]> Find(string use)
    {
        var run = GeneratorRun.Of(Shapes + $"public static class Uses {{ public static void Use() {{ {use}; }} }}");
        var found = await Diagnostics.Of(run.After, [new BaseHandleAnalyzer()]);
        return [.. found.Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")];
    }
}
