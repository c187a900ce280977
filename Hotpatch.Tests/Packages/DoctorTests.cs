extern alias tool;

using System.Text.Json;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>The command doctor on projects that take Hotpatch from packages.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class DoctorTests
{
    private readonly Consumer _consumer = Consumer.Application();

    [OneTimeSetUp]
    public void Build() => _consumer.Build();

    [OneTimeTearDown]
    public void Delete() => _consumer.Dispose();

    [Test]
    public async Task Says_what_is_woven_and_what_is_left_out()
    {
        _consumer.Write("App/FodyWeavers.xml", """<Weavers><Hotpatch Scope="All" /></Weavers>""");
        try
        {
            var before = File.ReadAllBytes(_consumer.Assembly("Debug"));
            var (exitCode, output) = await Run(_consumer.PathOf("App"));
            Assert.That(exitCode, Is.Zero, output);
            Assert.That(output, Does.Contain("package        references Hotpatch.Fody\n").And.Contain("weaving        on\n").And.Contain("configuration  <Hotpatch Scope=\"All\" />\n"));
            Assert.That(output, Does.Contain("App.dll: woven\n").And.Match(@"patchable      \d+ methods?\n"));
            Assert.That(File.ReadAllBytes(_consumer.Assembly("Debug")), Is.EqualTo(before), "the user's own build stays as it is");
        }
        finally
        {
            File.Delete(_consumer.PathOf("App", "FodyWeavers.xml"));
        }
    }

    [Test]
    public async Task Says_why_a_project_is_not_woven()
    {
        var (exitCode, output) = await Run(_consumer.PathOf("Missing"));
        Assert.That((exitCode, output), Is.EqualTo((2, $"hotpatch: One project was expected at {_consumer.PathOf("Missing")}, but there is none.\n")));

        _consumer.WriteProject("Plain", "net10.0", "", "<Hotpatch>false</Hotpatch>");
        _consumer.Write("Plain/Plain.cs", "public static class Plain { public static int One() => 1; }");
        (exitCode, output) = await Run(_consumer.PathOf("Plain", "Plain.csproj"), "--json");
        Assert.That(exitCode, Is.Zero, output);
        using var json = JsonDocument.Parse(output);
        Assert.That(json.RootElement.GetProperty("hasPackage").GetBoolean(), Is.False);
        Assert.That(json.RootElement.GetProperty("switchedOffBy").GetString(), Is.EqualTo("<Hotpatch>false</Hotpatch>"));
        Assert.That(json.RootElement.GetProperty("wovenMethods").GetInt32(), Is.Zero);
    }

    private static async Task<(int ExitCode, string Output)> Run(params string[] arguments)
    {
        var (exitCode, output) = await tool::Hotpatch.Tool.Program.CaptureAsync(["doctor", .. arguments], CancellationToken.None);
        return (exitCode, output.ReplaceLineEndings("\n"));
    }
}
