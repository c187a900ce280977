using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>What the project and the weaver's configuration say of handles by name.</summary>
[Parallelizable(ParallelScope.All)]
[Category("Slow")]
public class HandleSettingsTests
{
    private const string Tools =
        """
        Tools.Patches.Twice.Patch(value => value * 20);
        Console.WriteLine(Tools.Twice(2));
        public static class Tools { public static int Twice(int value) => value * 2; }
        """;

    [Test]
    public void Generator_can_be_switched_off()
    {
        using var consumer = Consumer.Application("<HotpatchHandles>false</HotpatchHandles>", "using Shop; Console.WriteLine(Calculator.Patches.Add.Name);");

        Assert.That(consumer.TryBuild().Failed(), Does.Contain("does not contain a definition for 'Patches'"));
    }

    [Test]
    public void Scope_of_a_property_of_the_project_is_followed_with_its_semicolons()
    {
        using var consumer = Consumer.Application(
            """<WeaverConfiguration><![CDATA[<Weavers><Hotpatch Include="&#84;ools" /></Weavers>]]></WeaverConfiguration>""", Tools);
        consumer.Build();

        Assert.That(consumer.Run(), Is.EqualTo(new[] { "40" }));
    }

    [TestCase("<Hotpatch /><Hotpatch Include='Tools' />")]
    [TestCase("<Hotpatch Exclude='Nothing' /><Hotpatch Include='Tools' />")]
    public void The_last_of_several_elements_is_followed_by_all(string elements)
    {
        using var consumer = Consumer.Application(program: Tools);
        consumer.Write("App/FodyWeavers.xml", $"<Weavers>{elements}</Weavers>");
        consumer.Build();

        Assert.That(consumer.Run(), Is.EqualTo(new[] { "40" }));
    }

    [Test]
    public void Scope_of_the_configuration_is_followed()
    {
        using var consumer = Consumer.Application(program: Tools);
        consumer.Write("App/FodyWeavers.xml", """<Weavers><Hotpatch Include="Tools" /></Weavers>""");
        consumer.Build();
        Assert.That(consumer.Run(), Is.EqualTo(new[] { "40" }));

        consumer.Write("App/FodyWeavers.xml", "<Weavers><Hotpatch /></Weavers>");
        Assert.That(consumer.TryBuild().Failed(), Does.Contain("'Tools' does not contain a definition for 'Patches'"));
    }
}
