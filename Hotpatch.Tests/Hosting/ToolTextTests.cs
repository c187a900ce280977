extern alias tool;

using Spectre.Console;
using tool::Hotpatch.Tool.Code;
using tool::Hotpatch.Tool.Commands;
using tool::Hotpatch.Tool.Output;

using Assembly = tool::Hotpatch.Hosting.Control.Protocol.AssemblyDescription;
using Row = tool::Hotpatch.Hosting.Control.Protocol.MonitorRow;

namespace Hotpatch.Tests.Hosting;

/// <summary>What the command writes for people.</summary>
public class ToolTextTests
{
    private const string Name = "Shop.Pricing.PriceService.TryIt(System.Int32&,System.String)";

    [TestCase(100, Name)]
    [TestCase(40, "Shop.Pricing.PriceService.TryIt(…)")]
    [TestCase(30, "Pricing.PriceService.TryIt(…)")]
    [TestCase(22, "PriceService.TryIt(…)")]
    [TestCase(12, "TryIt(…)")]
    [TestCase(0, "TryIt(…)")]
    public void A_name_is_shortened_from_its_least_telling_end(int width, string expected)
        => Assert.That(Texts.Short(Name, width), Is.EqualTo(expected));

    [Test]
    public void A_long_name_without_dots_is_cut()
        => Assert.That(Texts.Short("AVeryLongNameOfAMethod()", 12), Is.EqualTo("AVeryLongNa…"));

    [Test]
    public void The_project_of_a_fix_references_frameworks_as_such()
    {
        var project = FixTemplate.Project(
        [
            new Assembly("System.Runtime", "10.0.0.0", "/usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.1/System.Runtime.dll", IsWoven: false),
            new Assembly("Microsoft.AspNetCore.Http", "10.0.0.0", "/usr/share/dotnet/shared/Microsoft.AspNetCore.App/10.0.1/Microsoft.AspNetCore.Http.dll", IsWoven: false),
            new Assembly("Microsoft.AspNetCore.Mvc", "10.0.0.0", @"C:\Program Files\dotnet\shared\Microsoft.AspNetCore.App\10.0.1\Microsoft.AspNetCore.Mvc.dll", IsWoven: false),
            new Assembly("Shop", "1.0.0.0", "/srv/shared/shop/Shop.dll", IsWoven: true),
            new Assembly("Emitted", "1.0.0.0", Path: null, IsWoven: false),
        ],
        "net10.0");
        Assert.That(project, Does.Contain("    <FrameworkReference Include=\"Microsoft.AspNetCore.App\" />\n    <Reference Include=\"Shop\" HintPath=\"/srv/shared/shop/Shop.dll\" Private=\"false\" />\n  </ItemGroup>"));
        Assert.That(project.Split("Reference Include"), Has.Length.EqualTo(3));
    }

    [TestCase(80, "METHOD CALLS/S FAULTS MEAN P50 P99")]
    [TestCase(100, "METHOD CALLS CALLS/S FAULTS IN FLIGHT MEAN P50 P99")]
    [TestCase(130, "METHOD CALLS CALLS/S FAULTS IN FLIGHT MEAN P50 P90 P99")]
    public void The_table_of_monitor_has_a_line_for_each_method_whatever_the_width(int width, string headings)
    {
        var rows = new[]
        {
            new Row("Shop.Orders.OrderService.PlaceAsync(System.Int32,System.Threading.CancellationToken)", 123_456, 1234.5, 12, 3, 12.34, 0.4567, 99.9, 1234.5),
            new Row("Shop.PriceService.Quote(System.Int32)", 1, 0, 0, 0, null, null, null, null),
        };
        var (columns, cells) = LiveCommands.Table(rows, width);
        Assert.That(string.Join(' ', columns), Is.EqualTo(headings));

        var writer = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No });
        console.Profile.Width = width;
        console.Write(ToolOutput.TableOf(columns, cells));
        var lines = writer.ToString().TrimEnd().Split('\n').Where(line => line.Trim().Length > 0).ToArray();
        Assert.That(lines, Has.Length.EqualTo(4), writer.ToString());
        Assert.That(lines.Select(line => line.Length), Is.All.LessThanOrEqualTo(width));
        Assert.That(lines[2], Does.Contain("PlaceAsync(").And.Contain("1235").Or.Contain("1234"));
    }
}
