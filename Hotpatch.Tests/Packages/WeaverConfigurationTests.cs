namespace Hotpatch.Tests.Packages;

/// <summary>A FodyWeavers.xml of the project, or of the solution around it, is read, and read again when it changes.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class WeaverConfigurationTests
{
    [TestCase("App/FodyWeavers.xml")]
    [TestCase("FodyWeavers.xml")]
    public void File_is_followed(string path)
    {
        // The compiler would say it first.
        using var consumer = Consumer.Application("<NoWarn>$(NoWarn);HP0004</NoWarn>");
        consumer.Write(path, "<Weavers><Hotpatch /></Weavers>");
        consumer.Build();
        Assert.That(consumer.Run(), Is.EqualTo(Programs.OutputOfShop));

        consumer.Write(path, """<Weavers><Hotpatch Foo="1" /></Weavers>""");
        Assert.That(consumer.TryBuild().Failed(), Does.Match("error : .*HP0004: .*Foo"));
    }

    [TestCase("App/FodyWeavers.xml")]
    [TestCase("FodyWeavers.xml")]
    public void File_that_goes_or_comes_weaves_again(string path)
    {
        using var consumer = Consumer.Application();
        consumer.Write(path, """<Weavers><Hotpatch Include="Program" /></Weavers>""");
        consumer.Build();
        Assert.That(Consumer.Weavings(consumer.Build()), Is.Zero);

        // The time of the file tells nothing, when it is gone or was elsewhere before.
        File.Move(consumer.PathOf(path), consumer.PathOf("away.xml"));
        File.SetLastWriteTimeUtc(consumer.PathOf("away.xml"), DateTime.UtcNow.AddHours(-1));
        Assert.That(consumer.Build(), Does.Contain(" 2 methods were made patchable"));
        Assert.That(Consumer.Weavings(consumer.Build()), Is.Zero);

        File.Move(consumer.PathOf("away.xml"), consumer.PathOf(path));
        Assert.That(Consumer.Weavings(consumer.Build()), Is.EqualTo(1));
    }

    [TestCase("", true)]
    [TestCase("<FodyGenerateXsd>false</FodyGenerateXsd>", false)]
    public void New_file_is_woven_once_though_Fody_adds_its_schema(string properties, bool hasSchema)
    {
        using var consumer = Consumer.Application(properties);
        consumer.Write("App/FodyWeavers.xml", "<Weavers><Hotpatch /></Weavers>");

        Assert.That(Consumer.Weavings(consumer.Build()), Is.EqualTo(1));
        Assert.That(Consumer.Weavings(consumer.Build()), Is.Zero);
        Assert.That(File.Exists(consumer.PathOf("App", "FodyWeavers.xsd")), Is.EqualTo(hasSchema));
        Assert.That(File.ReadAllText(consumer.PathOf("App", "FodyWeavers.xml")).Contains("FodyWeavers.xsd", StringComparison.Ordinal), Is.EqualTo(hasSchema));

        // An edit by hand counts.
        consumer.Write("App/FodyWeavers.xml", """<Weavers><Hotpatch Scope="Public" /></Weavers>""");
        Assert.That(Consumer.Weavings(consumer.Build()), Is.EqualTo(1));
        Assert.That(Consumer.Weavings(consumer.Build()), Is.Zero);
    }

    [Test]
    public void Property_of_the_command_line_that_goes_weaves_again()
    {
        const string Property = "-p:WeaverConfiguration=<Weavers><Hotpatch Include='Program' /></Weavers>";
        using var consumer = Consumer.Application();
        consumer.Build(Property);
        Assert.That(Consumer.Weavings(consumer.Build(Property)), Is.Zero);

        Assert.That(consumer.Build(), Does.Contain(" 2 methods were made patchable"));
        Assert.That(Consumer.Weavings(consumer.Build(Property)), Is.EqualTo(1));
    }
}
