extern alias tool;

using System.IO.Pipelines;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Hotpatch.Tests.Hosting;

/// <summary>The commands as tools for an assistant, through the protocol's own client.</summary>
public class McpTests : ToolCommandTests
{
    [Test]
    public async Task An_assistant_can_look()
        => await With(allowsWrite: false, async client =>
        {
            var tools = await client.ListToolsAsync();
            Assert.That(tools.Select(offered => offered.Name), Is.EquivalentTo(new[] { "processes", "list", "libraries", "show", "watch", "monitor", "trace", "dump" }));
            Assert.That(tools.Select(offered => offered.ProtocolTool.Annotations?.ReadOnlyHint), Is.All.True);

            Assert.That(await Call(client, "list", ("pattern", "Hosted.Calculator.Add"), ("patched", false)), Does.Contain(AddName));
            Assert.That(await Call(client, "show", ("method", "Hosted.Calculator.Add")), Does.Contain("Add_Original"));
            var watching = Call(client, "watch", ("method", "Hosted.Calculator.Add"), ("count", 1), ("seconds", 60), ("when", "a == 3"));
            await UntilObserved();
            CallAdd(3, 4);
            Assert.That(await watching, Does.Contain("\"result\":\"7\""));
            Assert.That(await Call(client, "watch", ("method", "Hosted.Calculator.Add"), ("count", 1), ("seconds", 0.2)), Is.EqualTo("no calls in this time"));
            await UntilNothingObserves();

            // What looks like an option or a file of options is a value.
            var secret = Write("secret.txt", "hunter2");
            foreach (var value in new[] { "@" + secret, "--help", "--process" })
            {
                var answer = await client.CallToolAsync("list", new Dictionary<string, object?> { ["pattern"] = value });
                Assert.That(((TextContentBlock)answer.Content.Single()).Text, Does.Contain($"none matches '{value}'").And.Not.Contain("hunter2"));
            }

            var refused = await client.CallToolAsync("show", new Dictionary<string, object?> { ["method"] = "No.Such" });
            Assert.That(refused.IsError, Is.True);
            Assert.That(((TextContentBlock)refused.Content.Single()).Text, Does.Contain("none matches 'No.Such'"));
        });

    [Test]
    public async Task An_assistant_changes_something_only_if_it_may()
        => await With(allowsWrite: true, async client =>
        {
            Assert.That((await client.ListToolsAsync()).Where(offered => offered.ProtocolTool.Annotations?.DestructiveHint == true).Select(offered => offered.Name), Is.EquivalentTo(new[] { "apply", "restore", "unload", "share", "promote" }));
            Assert.That(await Call(client, "apply", ("file", HostedShop.Answering(100)), ("dryRun", false)), Does.Contain(AddName));
            Assert.That(CallAdd(1, 2), Is.EqualTo(100));
            await Call(client, "unload", ("library", "Fix"));
            Assert.That(CallAdd(1, 2), Is.EqualTo(3));
        });

    private static async Task<string> Call(McpClient client, string name, params (string Name, object? Value)[] arguments)
    {
        var result = await client.CallToolAsync(name, arguments.ToDictionary(argument => argument.Name, argument => argument.Value, StringComparer.Ordinal));
        var text = ((TextContentBlock)result.Content.Single()).Text;
        Assert.That(result.IsError, Is.Not.True, text);
        return text;
    }

    private async Task With(bool allowsWrite, Func<McpClient, Task> use)
    {
        var (toServer, toClient) = (new Pipe(), new Pipe());
        using var stop = new CancellationTokenSource();
        var commands = new tool::Hotpatch.Tool.Commands.McpCommand((arguments, token) => tool::Hotpatch.Tool.Program.CaptureAsync([arguments[0], "--folder", FolderOfSockets, .. arguments[1..]], token));
        var serving = commands.ServeAsync(new StreamServerTransport(toServer.Reader.AsStream(), toClient.Writer.AsStream(), "hotpatch"), allowsWrite, stop.Token);
        await using (var client = await McpClient.CreateAsync(new StreamClientTransport(toServer.Writer.AsStream(), toClient.Reader.AsStream())))
            await use(client);

        await stop.CancelAsync();
        try
        {
            await serving;
        }
        catch (OperationCanceledException)
        {
            // It was stopped.
        }
    }
}
