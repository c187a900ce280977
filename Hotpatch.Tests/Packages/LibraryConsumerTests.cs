namespace Hotpatch.Tests.Packages;

/// <summary>A woven library with the two lines that the documentation tells, and an application that references nothing but the library.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class LibraryConsumerTests
{
    [TestCase("net10.0")]
    [TestCase("netstandard2.0")]
    public void Application_patches_the_library(string targetFramework)
    {
        using var consumer = new Consumer();
        consumer.WriteProject("Shop", targetFramework, Consumer.LibraryReferences);
        consumer.Write("Shop/Shop.cs", Programs.Shop);
        consumer.WriteApplication("""<ProjectReference Include="../Shop/Shop.csproj" />""");
        consumer.Write("App/Program.cs", Programs.UseOfShop);

        var output = consumer.Build();

        Assert.That(Consumer.Weavings(output), Is.EqualTo(1), "The application has no weaver.");
        Assert.That(Path.Combine(Path.GetDirectoryName(consumer.Assembly())!, "Hotpatch.Runtime.dll"), Does.Exist);
        Assert.That(consumer.Run(), Is.EqualTo(Programs.OutputOfShop));
    }

    [TestCase("net10.0")]
    [TestCase("netstandard2.0", Description = "which has no IsExternalInit")]
    public void Application_runs_code_around_a_constructor_that_assigns_readonly_fields(string targetFramework)
    {
        using var consumer = new Consumer();
        consumer.WriteProject("Shop", targetFramework, Consumer.LibraryReferences);
        consumer.Write(
            "Shop/Shop.cs",
            """
            namespace Shop
            {
                public class Order
                {
                    public readonly int Quantity;
                    [Hotpatch.Patchable] public Order(int quantity) { Quantity = quantity; }
                }
            }
            """);
        consumer.WriteApplication("""<ProjectReference Include="../Shop/Shop.csproj" />""");
        consumer.Write(
            "App/Program.cs",
            """
            using System;
            using (Shop.OrderPatches.Constructor.Wrap(next => (self, quantity) => { Console.WriteLine(self.Quantity); next(self, quantity * 2); Console.WriteLine(self.Quantity); }))
                Console.WriteLine(new Shop.Order(3).Quantity);
            Console.WriteLine(new Shop.Order(3).Quantity);
            Console.WriteLine(typeof(Shop.Order).GetField("Quantity").IsInitOnly);
            """);

        consumer.Build();
        Assert.That(consumer.Run(), Is.EqualTo(new[] { "0", "6", "6", "3", "True" }));
    }
}
