extern alias tool;

using System.Diagnostics;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>A program that has the package Hotpatch.Hosting and calls nothing of it: the environment opens its control channel.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
[Platform("Linux,MacOsX", Reason = "The channel needs sockets that tell who is at the other end")]
public class ControlConsumerTests
{
    private const string Program =
        """
        Console.WriteLine(Shop.Calculator.Add(1, 2));
        Console.ReadLine();

        namespace Shop
        {
            public static class Calculator
            {
                [Hotpatch.Patchable] public static int Add(int a, int b) => a + b;
            }
        }
        """;

    private readonly Consumer _consumer = new();
    private readonly TempFolder _runtime = new();

    [OneTimeSetUp]
    public void Build()
    {
        _consumer.WriteApplication(Consumer.ApplicationReferences + $"""<PackageReference Include="Hotpatch.Hosting" Version="{PackageFeed.Version}" />""");
        _consumer.Write("App/Program.cs", Program);
        _consumer.Build();
    }

    [OneTimeTearDown]
    public void Delete()
    {
        _consumer.Dispose();
        _runtime.Dispose();
    }

    [TestCase("1", true)]
    [TestCase("0", false)]
    public async Task The_environment_opens_the_channel(string value, bool isOpen)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [_consumer.Assembly("Debug")])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["HOTPATCH_CONTROL"] = value, ["XDG_RUNTIME_DIR"] = _runtime.FullName },
        };
        using var process = Process.Start(start)!;
        try
        {
            Assert.That(await process.StandardOutput.ReadLineAsync(), Is.EqualTo("3"));
            var folder = _runtime.PathOf("hotpatch");
            Assert.That(File.Exists(Path.Combine(folder, $"{process.Id}.sock")), Is.EqualTo(isOpen));
            if (isOpen)
            {
                var (exitCode, output) = await tool::Hotpatch.Tool.Program.CaptureAsync(["list", "--folder", folder, "--process", $"{process.Id}"], CancellationToken.None);
                Assert.That((exitCode, output.Trim()), Is.EqualTo((0, "Shop.Calculator.Add(System.Int32,System.Int32)")));
                Assert.That((await tool::Hotpatch.Tool.Program.CaptureAsync(["restore", "Calculator.Add", "--folder", folder, "--process", $"{process.Id}"], CancellationToken.None)).ExitCode, Is.EqualTo(7), "read-only");
            }
        }
        finally
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
        }

        Assert.That(await process.StandardError.ReadToEndAsync(), Is.Empty);
    }
}
