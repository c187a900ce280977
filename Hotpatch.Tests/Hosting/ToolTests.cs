using System.Text.Json;

namespace Hotpatch.Tests.Hosting;

/// <summary>The command hotpatch against a host of this process.</summary>
public class ToolTests : ToolCommandTests
{
    [Test]
    public async Task Ps_lists_the_process()
    {
        var (code, output) = await Run("ps");
        Assert.That(code, Is.Zero);
        var lines = output.Split('\n');
        Assert.That(lines[0], Does.Match("^PID +NAME +PATCHED +SINCE +CHANNEL +STARTED$"));
        Assert.That(lines[1], Does.StartWith(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)).And.Contain("  changes allowed  "));

        using var json = JsonDocument.Parse((await Run("ps", "--json")).Output);
        Assert.That(json.RootElement[0].GetProperty("id").GetInt32(), Is.EqualTo(Environment.ProcessId));
    }

    [Test]
    public async Task List_shows_methods_and_what_lies_on_them()
    {
        HostedShop.Add.Patch((a, b) => 7, new PatchOptions { Owner = "me" });
        try
        {
            var (code, output) = await Run("list", "Hosted.*");
            Assert.That(code, Is.Zero);
            var lines = output.TrimEnd().Split('\n');
            Assert.That(lines[0], Is.EqualTo(AddName));
            Assert.That(lines[1], Does.StartWith("  replacement of me: ").And.Contain(", all calls, since "));
            Assert.That(lines[2], Does.StartWith("Hosted.Calculator.AddAsync(").And.EndsWith("  Drained"));
            Assert.That((await Run("list", "Hosted.Calculator.*", "--limit", "1")).Output, Does.EndWith("… and 4 more. Use a pattern, or --limit.\n"));

            Assert.That((await Run("list", "Calculator.Add", "--patched")).Output, Does.StartWith(AddName));
            Assert.That((await Run("list", "Hosted.Calculator.AddAsync", "--patched")).Output, Is.EqualTo("nothing is patched\n"));

            using var json = JsonDocument.Parse((await Run("list", AddName, "--json")).Output);
            var patch = json.RootElement.GetProperty("methods")[0].GetProperty("patches")[0];
            Assert.That(patch.GetProperty("kind").GetString(), Is.EqualTo("Replacement"));
            Assert.That(patch.GetProperty("owner").GetString(), Is.EqualTo("me"));
        }
        finally
        {
            HostedShop.Add.Restore();
        }
    }

    [Test]
    public async Task Show_tells_all_of_a_method()
    {
        var (code, output) = await Run("show", "Hosted.Calculator.AddAsync");
        Assert.That(code, Is.Zero);
        Assert.That(output, Does.Contain("  consistency  Drained\n").And.Contain("  in flight    0\n").And.Contain("  not patched\n").And.Contain("HostedShop.dll)"));
    }

    [TestCase("Hosted.Calculator.Ad", 4, "none matches 'Hosted.Calculator.Ad'. Did you mean Hosted.Calculator.Add")]
    [TestCase("Hosted.Calculator.Add*", 4, "matches 2: Hosted.Calculator.Add(System.Int32,System.Int32), Hosted.Calculator.AddAsync(")]
    [TestCase("", 4, "One patchable method was expected, but '' matches ")]
    public async Task A_name_that_is_not_one_method_brings_others(string name, int exitCode, string message)
    {
        foreach (var command in new[] { "show", "watch", "restore" })
        {
            var (code, output) = await Run(command, name);
            Assert.That(code, Is.EqualTo(exitCode));
            Assert.That(output, Does.StartWith("hotpatch: ").And.Contain(message));
        }
    }

    [Test]
    public async Task Watch_shows_calls_until_there_are_enough()
    {
        var watching = Run("watch", "Hosted.Calculator.Add", "-n", "2");
        await UntilObserved();
        CallAdd(1, 2);
        using (HostedShop.Add.PatchScoped((a, b) => throw new InvalidOperationException("no \u001b[31m")))
            Assert.That(() => CallAdd(3, 4), Throws.InnerException.InstanceOf<InvalidOperationException>());

        var (code, output) = await watching;
        Assert.That(code, Is.Zero);
        var lines = output.TrimEnd().Split('\n');
        Assert.That(lines[0], Does.Match(@"^\d\d:\d\d:\d\d\.\d\d\d \[\d+\] \(a: 1, b: 2\) → 3  [\d.]+ (µs|ms)$"));
        Assert.That(lines[1], Does.Contain("(a: 3, b: 4) threw InvalidOperationException: \"no \\u001b[31m\"  ").And.EndsWith("  patched"), "control characters are escaped");
        Assert.That(HostedShop.Add.Describe().Entries, Is.Empty, "nothing is left observing");
    }

    [TestCase("Hosted.Calculator.GetToken", "(user: \"hunter1\") → ***")]
    [TestCase("Hosted.Calculator.set_Password", "(value: ***) → ***")]
    [TestCase("Hosted.Calculator.get_Password", "() → ***")]
    public async Task Watch_shows_no_secrets(string method, string call)
    {
        var watching = Run("watch", method, "-n", "1");
        var handle = Patchable.In(HostedShop.Assembly.Assembly).Single(handle => handle.Name.StartsWith(method + "(", StringComparison.Ordinal));
        for (var i = 0; i < 6000 && handle.Describe().Entries.Count == 0; i++)
            await Task.Delay(10);

        HostedShop.CallSecrets();
        Assert.That((await watching).Output, Does.Contain(call));
    }

    [Test]
    public async Task Monitor_counts_calls()
    {
        var monitoring = Run("monitor", "Hosted.Calculator.*", "--interval", "0.1", "-n", "3", "--json");
        await UntilObserved();
        CallAdd(1, 2);
        CallAdd(1, 2);
        var (code, output) = await monitoring;
        Assert.That(code, Is.Zero);
        var lines = output.TrimEnd().Split('\n');
        Assert.That(lines, Has.Length.EqualTo(3));
        using var json = JsonDocument.Parse(lines[2]);
        var row = json.RootElement.EnumerateArray().Single(method => method.GetProperty("name").GetString() == AddName);
        Assert.That(row.GetProperty("calls").GetInt64(), Is.EqualTo(2));
        Assert.That(row.GetProperty("faults").GetInt64(), Is.Zero);
        for (var i = 0; i < 6000 && HostedShop.Add.Describe().Entries.Count > 0; i++)
            await Task.Delay(10);

        Assert.That(HostedShop.Add.Describe().Entries, Is.Empty, "nothing is left observing");
    }

    [Test]
    public async Task Apply_and_restore_change_what_runs()
    {
        var library = HostedShop.Answering(100);
        var (code, output) = await Run("apply", library, "--guard", "2/min");
        Assert.That(code, Is.Zero, output);
        Assert.That(CallAdd(1, 2), Is.EqualTo(100));
        Assert.That(output, Does.StartWith(AddName + "\n  replacement of prices: "));
        Assert.That(await Log.Until(16, "apply"), Does.StartWith($"process {Environment.ProcessId}: apply {library}"));

        (code, output) = await Run("restore", "--library", "Fix");
        Assert.That(code, Is.Zero, output);
        Assert.That(output, Is.EqualTo(AddName + "\n  original\n"));
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));

        HostedShop.Add.Patch((a, b) => 7, new PatchOptions { Owner = "me" });
        Assert.That((await Run("restore", "--owner", "me")).Output, Is.EqualTo("1 patch of me removed\n"));
        HostedShop.Add.Patch((a, b) => 7);
        Assert.That((await Run("restore", AddName)).Output, Is.EqualTo(AddName + "\n  original\n"));
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
    }

    [TestCase(5, "apply", "text.dll", Description = "damaged")]
    [TestCase(2, "apply", "missing.dll")]
    [TestCase(2, "apply", "text.dll", "--guard", "often")]
    [TestCase(4, "restore", "--owner", "nobody")]
    [TestCase(4, "restore", "--library", "None")]
    [TestCase(2, "restore")]
    [TestCase(2, "restore", "A.B", "--owner", "me")]
    [TestCase(2, "watch", "A.B", "-n", "0")]
    [TestCase(2, "monitor", "A.B", "--interval", "1e9")]
    [TestCase(2, "restore", "A.B", "--timeout", "601")]
    [TestCase(2, "nonsense")]
    [TestCase(2, "list", "--limit", "0")]
    [TestCase(2, "list", "--limit", "many")]
    [TestCase(2, "watch", "A.B", "-n", "many")]
    [TestCase(2, "watch", "A.B", "--depth", "1.5")]
    [TestCase(2, "watch", "A.B", "--sample", "2")]
    [TestCase(2, "watch", "A.B", "--slower", "-1")]
    [TestCase(2, "monitor", "A.B", "--interval", "abc")]
    [TestCase(2, "apply", "text.dll", "--timeout", "abc")]
    [TestCase(2, "apply", "text.dll", "--share", "much")]
    [TestCase(2, "record")]
    [TestCase(2, "record", "A.B", "--list")]
    [TestCase(2, "record", "Hosted.Calculator.Add", "-n", "101")]
    [TestCase(2, "share", "Fix", "-1")]
    [TestCase(4, "withdraw", "None")]
    [TestCase(4, "replay", "1")]
    [TestCase(4, "trace", "A.B")]
    [TestCase(3, "list", "--process", "nonsense")]
    public async Task What_can_not_be_done_has_a_message_and_an_exit_code(int exitCode, params string[] arguments)
    {
        Write("text.dll", "no library");
        var (code, output) = await Run([.. arguments.Select(argument => argument.EndsWith(".dll", StringComparison.Ordinal) ? PathOf(argument) : argument)]);
        Assert.That(code, Is.EqualTo(exitCode), output);
        Assert.That(output, Is.Not.Empty);
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
    }

    [Test]
    public async Task A_channel_that_is_read_only_changes_nothing()
    {
        await StopHostAsync();
        using var host = await StartAsync(Controlled(allowWrite: false));
        foreach (var arguments in new string[][] { ["apply", HostedShop.Answering(100)], ["restore", AddName] })
        {
            var (code, output) = await Run(arguments);
            Assert.That(code, Is.EqualTo(7));
            Assert.That(output, Does.Contain("this one is read-only. Set Hotpatch:Control:AllowWrite to true in the program."));
        }

        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
        Assert.That((await Run("list", "Calculator.Add")).ExitCode, Is.Zero);
        await host.StopAsync();
    }

    [Test]
    public async Task Without_a_process_the_message_says_how_to_open_a_channel()
    {
        await StopHostAsync();
        var (code, output) = await Run("list");
        Assert.That(code, Is.EqualTo(3));
        Assert.That(output, Does.Contain("Set HOTPATCH_CONTROL=1"));
        using var json = JsonDocument.Parse((await Run("list", "--json")).Output);
        Assert.That(json.RootElement.GetProperty("exitCode").GetInt32(), Is.EqualTo(3));
    }
}
