using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>A program of one file, without a project.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class FileBasedAppTests
{
    private static readonly string Program =
        $$"""
        #!/usr/bin/env dotnet
        #:package Hotpatch.Fody@{{PackageFeed.Version}}
        Write();
        Calculator.Patches.Twice.Patch(value => value * 100);
        Write();

        static void Write() => Console.WriteLine(Calculator.Twice(2));

        static class Calculator { [Hotpatch.Patchable] public static int Twice(int value) => value * 2; }
        """;

    [Test]
    public void It_runs_and_later_edits_are_woven()
    {
        using var consumer = new Consumer();
        consumer.Write("app.cs", Program);
        Assert.That(Run(consumer), Is.EqualTo(new[] { "4", "200" }));

        consumer.Write("app.cs", Program.Replace("value * 2;", "value * 3;", StringComparison.Ordinal));
        Assert.That(Run(consumer), Is.EqualTo(new[] { "6", "200" }));
        Assert.That(Run(consumer), Is.EqualTo(new[] { "6", "200" }));
        Assert.That(Directory.GetFiles(consumer.PathOf(), "*.cs*").Concat(Directory.GetFiles(consumer.PathOf(), "Fody*")), Is.EqualTo(new[] { consumer.PathOf("app.cs") }));
    }

    [Test]
    public void Its_properties_and_its_configuration_count()
    {
        using var consumer = new Consumer();
        var unmarked = Program.Replace("[Hotpatch.Patchable] ", string.Empty, StringComparison.Ordinal);
        consumer.Write("app.cs", unmarked);
        consumer.Write("FodyWeavers.xml", """<Weavers><Hotpatch Include="Calculator" /></Weavers>""");
        Assert.That(Run(consumer), Is.EqualTo(new[] { "4", "200" }));

        File.Delete(consumer.PathOf("FodyWeavers.xml"));
        consumer.Write("app.cs", Program.Replace("Write();\nCalc", "#:property Hotpatch=false\nWrite();\nCalc", StringComparison.Ordinal));
        Assert.That(Start(consumer, "run", "app.cs").Failed(), Does.Contain("NotWovenException: Calculator.Twice(System.Int32): ").And.Contain("<Hotpatch>false</Hotpatch>"));
    }

    [Test]
    public void It_can_be_published_ahead_of_time()
    {
        using var consumer = new Consumer();
        consumer.Write("app.cs", Program);
        Start(consumer, "publish", "app.cs", "--output", consumer.PathOf("published")).Succeeded();

        var output = ChildProcess.Run(consumer.PathOf("published", OperatingSystem.IsWindows() ? "app.exe" : "app"), consumer.PathOf()).Succeeded();
        Assert.That(Consumer.Lines(output), Is.EqualTo(new[] { "4", "200" }));
    }

    private static string[] Run(Consumer consumer) => Consumer.Lines(Start(consumer, "run", "app.cs").Succeeded());

    // Where the SDK keeps what it builds of such files, in a folder that it wants to be there.
    private static ProcessResult Start(Consumer consumer, params string[] arguments)
    {
        var data = Directory.CreateDirectory(consumer.PathOf("data"));
        return ChildProcess.DotNetWith("XDG_DATA_HOME", data.FullName, consumer.PathOf(), arguments);
    }
}
