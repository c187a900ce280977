using System.Diagnostics;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Hosting;

/// <summary>The command hotpatch as a process of its own.</summary>
[Platform("Linux,MacOsX", Reason = "The channel needs sockets that tell who is at the other end")]
public class ToolProcessTests : ToolCommandTests
{
    [Test]
    public async Task A_reader_that_has_enough_ends_a_watch()
    {
        using var process = Start("watch", AddName, "--folder", FolderOfSockets);
        await UntilObserved();
        CallAdd(1, 2);
        Assert.That(await process.StandardOutput.ReadLineAsync(), Does.Contain("(a: 1, b: 2) → 3"));
        process.StandardOutput.Close();

        // The next write fails, and there is one for each call.
        for (var i = 0; i < 6000 && !process.HasExited; i++)
        {
            CallAdd(1, 2);
            await Task.Delay(10);
        }

        Assert.That((process.HasExited, process.ExitCode), Is.EqualTo((true, 0)), await process.StandardError.ReadToEndAsync());
        await UntilNothingObserves();
    }

    [TestCase("hotpatch sho", "show")]
    [TestCase("hotpatch show Hosted.Calculator.Ad", AddName)]
    [TestCase("hotpatch watch Hosted.Calculator.Add --fau", "--faults")]
    public async Task A_shell_completes_commands_options_and_names_of_methods(string line, string expected)
    {
        using var process = Start($"[suggest:{line.Length}]", $"{line} --folder {FolderOfSockets}");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(output.Split('\n', StringSplitOptions.RemoveEmptyEntries), Does.Contain(expected), await process.StandardError.ReadToEndAsync());
    }

    [Test]
    public async Task Commands_write_one_after_the_other_into_a_file()
    {
        var file = PathOf("out.txt");
        var tool = $"{DotNet} {Repository.PathOf("Hotpatch.Tool", "bin", Repository.Configuration, "net8.0", "hotpatch.dll")}";
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"({tool} list Hosted.Calculator.Add --folder {FolderOfSockets}; {tool} list Hosted.Tree.Leaf --folder {FolderOfSockets}) > {file}"])
        {
            UseShellExecute = false, Environment = { ["DOTNET_ROLL_FORWARD"] = "Major" },
        })!;
        await shell.WaitForExitAsync();
        Assert.That(await File.ReadAllLinesAsync(file), Is.EqualTo(new[] { AddName, "Hosted.Tree.Leaf()" }));
    }

    private static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private Process Start(params string[] arguments)
        => Process.Start(new ProcessStartInfo(
            DotNet, [Repository.PathOf("Hotpatch.Tool", "bin", Repository.Configuration, "net8.0", "hotpatch.dll"), .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["DOTNET_ROLL_FORWARD"] = "Major" },
        })!;
}
