extern alias tool;

using System.Globalization;
using System.Text.RegularExpressions;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Hosting;

/// <summary>The screens that commands show on a terminal, as texts. Times, durations, process ids and paths are masked.</summary>
[Platform("Linux,MacOsX", Reason = "The channel needs sockets that tell who is at the other end")]
public partial class ToolScreenTests : ToolCommandTests
{
    [Test]
    public async Task List()
    {
        using var patch = HostedShop.Add.PatchScoped((a, b) => a * b, new PatchOptions { Owner = "prices" });
        using var canary = Handle("Hosted.Orders.Place(").Canary(0.1, (Func<object, int>)(_ => 0), new PatchOptions { Owner = "orders" });
        Snapshot.Verify("Tool.list", await Screen("list", "Hosted.Calculator.*") + await Screen("list", "--patched", "Hosted.*"));
    }

    [Test]
    public async Task Show()
    {
        using var library = PatchLibrary.Load(HostedShop.Library("public static int Add(int a, int b) { int sum = a - b; return sum; }", "Discount"));
        Snapshot.Verify("Tool.show", await Screen("show", "Hosted.Calculator.Add"));
    }

    [Test]
    public async Task Watch()
    {
        var watching = Screen("watch", "Hosted.Calculator.Add", "-n", "2");
        await UntilObserved();
        CallAdd(1, 2);
        CallAdd(3, 4);
        Snapshot.Verify("Tool.watch", await watching);
    }

    [Test]
    public async Task Monitor()
    {
        var monitoring = Screen("monitor", "Hosted.Calculator.*", "-n", "1", "--interval", "0.2");
        var screen = await monitoring;

        // The table is drawn again and again, in the same place.
        var last = screen.LastIndexOf("  METHOD", StringComparison.Ordinal);
        Snapshot.Verify("Tool.monitor", screen[..screen.IndexOf('\n', StringComparison.Ordinal)] + "\n" + screen[last..]);
    }

    [Test]
    public async Task Trace()
    {
        var tracing = Screen("trace", "Hosted.Tree.RootAsync", "--below", "Hosted.*");
        await UntilObserved("Hosted.Tree.RootAsync(");
        await HostedShop.RootAsync();
        Snapshot.Verify("Tool.trace", await tracing);
    }

    [Test]
    public async Task Ps()
    {
        // How many methods are patched besides depends on the tests before.
        using var patch = HostedShop.Add.PatchScoped((a, b) => a * b);
        var screen = Columns().Replace(await Screen("ps"), match => match.Value[..2]);
        Snapshot.Verify("Tool.ps", Patched().Replace(screen, "COUNT  TIME"));
    }

    private async Task<string> Screen(params string[] arguments)
    {
        var written = new StringWriter { NewLine = "\n" };
        var code = await tool::Hotpatch.Tool.Program.RunAsync([.. arguments, "--folder", FolderOfSockets], written, written, isTerminal: true);
        var text = written.ToString().ReplaceLineEndings("\n");
        Assert.That(code, Is.Zero, text);
        text = Colours().Replace(text, "").Replace("testhost", "NAME", StringComparison.Ordinal);
        text = Threads().Replace(text, "[THREAD]");
        text = Times().Replace(text, "TIME");
        text = Durations().Replace(text, "DURATION");
        text = Paths().Replace(text, "PATH/$1");
        text = Regex.Replace(text, $@"\b{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}\b", "PID", RegexOptions.None, TimeSpan.FromSeconds(1));
        return $"> hotpatch {string.Join(' ', arguments)}\n{string.Concat(text.Split('\n').Select(line => line.TrimEnd() + "\n")).TrimEnd()}\n\n";
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?Z?|\d\d:\d\d:\d\d(\.\d+)?")]
    private static partial Regex Times();

    [GeneratedRegex(@"\d+(\.\d+)? (ns|µs|us|ms|s)\b")]
    private static partial Regex Durations();

    [GeneratedRegex(@"\d+  TIME")]
    private static partial Regex Patched();

    // The widths of the columns are those of the process id and its name.
    [GeneratedRegex(@" {3,}|─{3,}")]
    private static partial Regex Columns();

    [GeneratedRegex(@"\x1b\[[\d;?]*[A-Za-z]")]
    private static partial Regex Colours();

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Threads();

    [GeneratedRegex(@"/[^\s:]*/([^/\s:]+)")]
    private static partial Regex Paths();
}
