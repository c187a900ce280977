namespace Hotpatch.Tests.Packages;

/// <summary>A FodyWeavers.xml of the project, or of the solution around it, is read, and read again when it changes.</summary>
[Parallelizable(ParallelScope.Self)]
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
}
