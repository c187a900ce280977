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
        Assert.That(await CompletedAsync(line), Does.Contain(expected));
    }

    [Test]
    public async Task A_shell_completes_a_name_behind_thousands_of_others()
    {
        var members = string.Concat(Enumerable.Range(0, 1500).Select(number => $"[Hotpatch.Patchable] public static int M{number}() => {number};"));
        var others = WovenSource.Load($"namespace Crowd; public static class Others {{ {members} }}", "Release").Assembly;
        const string names = "Crowd.Others.";
        Assert.That(Patchable.In(others), Has.Count.EqualTo(1500));
        Assert.That(await CompletedAsync("hotpatch show Hosted.Calculator.Ad"), Does.Contain(AddName));
        Assert.That(await CompletedAsync($"hotpatch show {names}M7"), Does.Contain($"{names}M7()").And.Contain($"{names}M700()").And.No.Contain($"{names}M1()"));
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

    private async Task<string[]> CompletedAsync(string line)
    {
        using var process = Start($"[suggest:{line.Length}]", $"{line} --folder {FolderOfSockets}");
        var output = await process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private Process Start(params string[] arguments)
        => Process.Start(new ProcessStartInfo(
            DotNet, [Repository.PathOf("Hotpatch.Tool", "bin", Repository.Configuration, "net8.0", "hotpatch.dll"), .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["DOTNET_ROLL_FORWARD"] = "Major" },
        })!;
}
