using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>Marks of a woven library that overrides in another project inherit, which sees the library's reference assembly only.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class InheritedMarkConsumerTests
{
    private const string Library =
        """
        using Hotpatch;

        namespace Shop
        {
            public interface IArea { [Patchable(Inherited = true)] int Area { get; } }

            public abstract class Shape
            {
                [Patchable(Inherited = true)] public abstract string Draw();
                [Patchable(Inherited = true)] public virtual string Name() => "shape";
            }
        }
        """;

    private const string Program =
        """
        using Shop;

        var circle = new Circle();
        Write();
        Circle.Patches.get_Area.Patch(self => 100);
        Circle.Patches.Draw.Patch(self => "patched");
        Shape.Patches.Name.Patch(self => "patched");
        Write();

        void Write() => System.Console.WriteLine($"{circle.Area} {((Shape)circle).Draw()} {circle.Name()}");

        public class Circle : Shape, IArea
        {
            public int Area => 1;
            public override string Draw() => "circle";
        }
        """;

    [Test]
    public void Overrides_in_another_project_are_patchable()
    {
        using var consumer = new Consumer();
        consumer.WriteProject("Lib", "netstandard2.0", Consumer.LibraryReferences);
        consumer.Write("Lib/Shape.cs", Library);
        consumer.WriteApplication(Consumer.ApplicationReferences + """<ProjectReference Include="../Lib/Lib.csproj" />""");
        consumer.Write("App/Program.cs", Program);

        Assert.That(consumer.Build(), Does.Contain(" 2 methods were made patchable"));
        Assert.That(consumer.Run(), Is.EqualTo(new[] { "1 circle shape", "100 patched patched" }));
    }
}
