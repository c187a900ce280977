using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;

namespace Hotpatch.Tests.Hosting;

/// <summary>Events and counters as <c>dotnet-trace</c> and <c>dotnet-counters</c> read them: through the diagnostics port of the process.</summary>
public class DiagnosticsTests : HostTests
{
    [Test]
    public async Task Events_and_counters_come_through_the_diagnostics_port()
    {
        using var host = await StartAsync(Watching());
        var client = new DiagnosticsClient(Environment.ProcessId);
        var provider = new EventPipeProvider("Hotpatch", EventLevel.Informational, 0, new Dictionary<string, string> { ["EventCounterIntervalSec"] = "1" });
        using var session = await client.StartEventPipeSessionAsync([provider], requestRundown: false, circularBufferMB: 16, CancellationToken.None);
        var seen = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var reading = Task.Run(() =>
        {
            using var source = new EventPipeEventSource(session.EventStream);
            source.Dynamic.All += data =>
            {
                if (data.EventName == "EventCounters" && data.PayloadValue(0) is IDictionary<string, object> { } outer && outer["Payload"] is IDictionary<string, object> counter)
                    seen[$"counter {counter["Name"]}"] = "";
                else
                    seen[data.EventName] = string.Concat(data.PayloadNames.Select(name => $"{name}={data.PayloadByName(name)};"));
            };
            source.Process();
        });

        Put(Answering(100), "fix.dll");
        await Log.Until(3);
        string[] expected = ["counter patched-methods", "counter method-changes", "MethodChanged", "LibraryChanged"];
        for (var i = 0; i < 6000 && !expected.All(seen.ContainsKey); i++)
            await Task.Delay(10);

        await session.StopAsync(CancellationToken.None);
        await reading;
        await host.StopAsync();
        Assert.That(seen.Keys, Is.SupersetOf(expected));
        Assert.That(seen["LibraryChanged"], Does.StartWith("library=Fix;kind=applied;"));
    }
}
