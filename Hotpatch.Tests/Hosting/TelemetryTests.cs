using System.Diagnostics;
using System.Diagnostics.Tracing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Hotpatch.Tests.Hosting;

/// <summary>Health, metrics, traces and events of a host, as the tools read them.</summary>
public class TelemetryTests : HostTests
{
    private const string AddName = "Hosted.Calculator.Add(System.Int32,System.Int32)";

    [Test]
    public async Task Health_is_degraded_while_a_library_is_refused()
    {
        using var host = await StartAsync(Watching(), AddChecks);
        Assert.That((await Check(host)).Status, Is.EqualTo(HealthStatus.Healthy));

        await File.WriteAllTextAsync(PathIn("text.dll"), "no library");
        await Log.Until(6);
        var report = await Check(host);
        Assert.That(report.Status, Is.EqualTo(HealthStatus.Degraded));
        Assert.That(report.Description, Does.StartWith("text.dll is refused: "));

        Put(Answering(100), "text.dll");
        await Log.Until(3);
        report = await Check(host);
        Assert.That(report.Status, Is.EqualTo(HealthStatus.Healthy));
        Assert.That(report.Data["applied"], Is.EqualTo(new[] { "Fix 0.0.0.0" }));
        await host.StopAsync();
    }

    [Test]
    public async Task Health_is_degraded_while_a_library_that_was_removed_for_its_faults_lies_in_the_folder()
    {
        Put(HostedShop.Library("public static int Add(int a, int b) => throw new InvalidOperationException(\"wrong fix\");"), "fix.dll");
        using var host = await StartAsync(Watching(("Guard:Count", "2")), AddChecks);
        for (var i = 0; i < 2; i++)
            Assert.That(() => CallAdd(1, 2), Throws.InnerException.InstanceOf<InvalidOperationException>());

        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
        Assert.That(await Log.Until(8), Does.StartWith("Too many exceptions, so the patch was removed: fix.dll: guard, 2 faults"));
        var report = await Check(host);
        Assert.That(report.Status, Is.EqualTo(HealthStatus.Degraded));
        Assert.That(report.Description, Does.StartWith("fix.dll was removed: ").And.Contain("wrong fix"));

        File.Delete(PathIn("fix.dll"));
        var status = host.Services.GetRequiredService<HotpatchStatus>();
        for (var i = 0; i < 6000 && status.Faulty.Count > 0; i++)
            await Task.Delay(10);

        Assert.That((await Check(host)).Status, Is.EqualTo(HealthStatus.Healthy));
        await host.StopAsync();
    }

    [Test]
    public async Task Metrics_and_traces_reach_OpenTelemetry()
    {
        List<Metric> metrics = [];
        List<Activity> activities = [];
        using var host = Build(Watching(("Measure:0", "Hosted.Calculator.*"), ("Guard:Count", "5")));
        using var meters = Sdk.CreateMeterProviderBuilder().AddMeter("Hotpatch").AddInMemoryExporter(metrics).Build();
        using var traces = Sdk.CreateTracerProviderBuilder().AddSource("Hotpatch").AddInMemoryExporter(activities).Build();
        await host.StartAsync();
        Put(HostedShop.Library("public static int Add(int a, int b) => a == 0 ? throw new InvalidOperationException() : 100;"), "fix.dll");
        await Log.Until(3);
        await File.WriteAllTextAsync(PathIn("text.dll"), "no library");
        await Log.Until(6);
        CallAdd(1, 2);
        CallAdd(1, 2);
        Assert.That(() => CallAdd(0, 2), Throws.InnerException.InstanceOf<InvalidOperationException>());
        using (HostedShop.Add.Canary(0.25, (a, b) => 7))
            meters.ForceFlush();

        var points = metrics.SelectMany(Points).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(points, Has.One.EqualTo("hotpatch.library.applied {library} 1"));
            Assert.That(points, Has.One.EqualTo("hotpatch.library.refused {library} 1"));
            Assert.That(points, Has.One.EqualTo("hotpatch.library.changes {change} 1 hotpatch.change.kind=applied hotpatch.library.name=Fix"));
            Assert.That(points, Has.One.EqualTo("hotpatch.library.changes {change} 1 hotpatch.change.kind=refused hotpatch.library.name=text.dll"));
            Assert.That(points, Has.One.EqualTo("hotpatch.library.change.duration s count 1 hotpatch.change.kind=applied hotpatch.library.name=Fix"));
            Assert.That(points, Has.One.EqualTo("hotpatch.patch.faults {fault} 1 hotpatch.library.name=Fix"));
            Assert.That(points, Has.One.EqualTo($"hotpatch.canary.share 1 0.25 hotpatch.method.name={AddName} hotpatch.patch.owner="));
            Assert.That(points, Has.One.EqualTo($"hotpatch.method.call.duration s count 2 hotpatch.method.name={AddName} hotpatch.method.patched=True"));
            Assert.That(points, Has.One.EqualTo(
                $"hotpatch.method.call.duration s count 1 error.type=System.InvalidOperationException hotpatch.method.name={AddName} hotpatch.method.patched=True"));
            Assert.That(points, Has.Some.StartsWith("hotpatch.method.patched {method} "));
            Assert.That(points, Has.Some.StartsWith("hotpatch.method.changes {change} ").And.EndsWith($"hotpatch.method.name={AddName}"));
        });
        Assert.That(activities.Select(activity => $"{activity.DisplayName} {activity.Status}"), Is.EqualTo(new[]
        {
            "hotpatch.library.applied Unset", "hotpatch.library.refused Error",
        }));
        await host.StopAsync();
    }

    [Test]
    public async Task Wait_for_running_calls_is_logged_and_measured()
    {
        List<Metric> metrics = [];
        using var host = Build(new Settings());
        using var meters = Sdk.CreateMeterProviderBuilder().AddMeter("Hotpatch").AddInMemoryExporter(metrics).Build();
        await host.StartAsync();
        var input = new TaskCompletionSource<int>();
        var running = HostedShop.CallAddAsync(input.Task, 1);
        var refused = HostedShop.AddAsync.PatchAsync((a, b) => Task.FromResult(100), TimeSpan.FromMilliseconds(1));
        Assert.That(async () => await refused, Throws.InstanceOf<PatchTimeoutException>());
        Assert.That(await Log.Until(11), Does.EndWith(" for running calls of Hosted.Calculator.AddAsync(System.Threading.Tasks.Task`1<System.Int32>,System.Int32): nothing has changed"));

        var patched = HostedShop.AddAsync.PatchAsync((a, b) => Task.FromResult(100));
        input.SetResult(1);
        await patched;
        Assert.That(await running, Is.EqualTo(2));
        Assert.That(await Log.Until(10), Does.StartWith("Waited 00:00:").And.Contain(" for running calls of Hosted.Calculator.AddAsync("));
        meters.ForceFlush();
        Assert.That(metrics.SelectMany(Points), Is.SupersetOf(new[]
        {
            "hotpatch.wait.duration s count 1 hotpatch.wait.outcome=changed", "hotpatch.wait.duration s count 1 hotpatch.wait.outcome=gave_up",
        }));
        HostedShop.AddAsync.Restore();
        await host.StopAsync();
    }

    [Test]
    public async Task Nothing_is_observed_without_patterns_and_after_the_host_has_stopped()
    {
        var settings = Watching(("Measure:0", "Hosted.Calculator.Add(System.Int32,System.Int32)"));
        using var host = await StartAsync(settings);
        Assert.That(HostedShop.Add.Describe().Entries.Select(entry => $"{entry.Kind} {entry.Owner}"), Is.EqualTo(new[] { "Observer metrics" }));

        settings.Change(("Measure:0", "Hosted.Calculator.Sub*"));
        await Log.Until(14, "Hosted.Calculator.Sub*");
        Assert.That(HostedShop.Add.Describe().Entries, Is.Empty);

        settings.Change(("Measure:0", "*.Add"));
        for (var i = 0; i < 6000 && HostedShop.Add.Describe().Entries.Count == 0; i++)
            await Task.Delay(10);

        Assert.That(HostedShop.Add.Describe().Entries, Has.Count.EqualTo(1));
        await host.StopAsync();
        Assert.That(HostedShop.Add.Describe().Entries, Is.Empty);
    }

    [Test]
    public async Task Events_reach_a_listener()
    {
        using var listener = new Listener();
        using var host = await StartAsync(Watching());
        Put(Answering(100), "fix.dll");
        await Log.Until(3);
        await File.WriteAllTextAsync(PathIn("text.dll"), "no library");
        await Log.Until(6);
        await host.StopAsync();
        Assert.That(listener.Names, Is.SupersetOf(new[] { "LibraryChanged Fix applied", "LibraryRefused", "MethodChanged " + AddName, "LibraryChanged Fix removed" }));
    }

    private static void AddChecks(IServiceCollection services) => services.AddHealthChecks().AddHotpatch();

    private static async Task<HealthReportEntry> Check(IHost host)
        => (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["hotpatch"];

    // "hotpatch.library.applied {library} 1 tag=value"
    private static IReadOnlyList<string> Points(Metric metric)
    {
        var points = new List<string>();
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var tags = new List<string>();
            foreach (var tag in point.Tags)
                tags.Add($"{tag.Key}={tag.Value}");

            var value = metric.MetricType switch
            {
                MetricType.Histogram => $"count {point.GetHistogramCount()}",
                MetricType.DoubleGauge => FormattableString.Invariant($"{point.GetGaugeLastValueDouble()}"),
                _ => $"{point.GetSumLong()}",
            };
            points.Add(string.Join(' ', new[] { metric.Name, metric.Unit, value }.Concat(tags.Order(StringComparer.Ordinal))));
        }

        return points;
    }

    private sealed class Listener : EventListener
    {
        private readonly List<string> _names = [];

        public IReadOnlyList<string> Names
        {
            get
            {
                lock (_names)
                    return [.. _names];
            }
        }

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "Hotpatch")
                EnableEvents(eventSource, EventLevel.Verbose);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            lock (_names)
                _names.Add(eventData.EventName switch
                {
                    "LibraryChanged" => $"LibraryChanged {eventData.Payload![0]} {eventData.Payload[1]}",
                    "MethodChanged" => $"MethodChanged {eventData.Payload![0]}",
                    var name => name!,
                });
        }
    }
}
