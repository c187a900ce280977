extern alias tool;

using Hotpatch.Tests.Support;
using Microsoft.Extensions.Hosting;

namespace Hotpatch.Tests.Hosting;

/// <summary>Tests of the command hotpatch against a host of this process that allows changes.</summary>
public abstract class ToolCommandTests : HostTests
{
    private protected const string AddName = "Hosted.Calculator.Add(System.Int32,System.Int32)";

    private TempFolder _sockets = null!;
    private IHost? _host;

    private protected string FolderOfSockets => _sockets.PathOf("sockets");

    [SetUp]
    public async Task Start()
    {
        _sockets = new TempFolder();

        // Loads the assembly, which commands look for.
        _ = HostedShop.Add;
        _host = await StartAsync(Controlled(allowWrite: true));
    }

    [TearDown]
    public async Task Stop()
    {
        await StopHostAsync();
        _sockets.Dispose();
    }

    private protected async Task StopHostAsync()
    {
        if (_host is { } host)
        {
            _host = null;
            await host.StopAsync();
            host.Dispose();
        }
    }

    private protected Settings Controlled(bool allowWrite) => new(("Control:Enabled", "true"), ("Control:AllowWrite", allowWrite.ToString()), ("Control:Folder", FolderOfSockets));

    private protected string PathOf(string name) => _sockets.PathOf(name);

    private protected string Write(string name, string text)
    {
        File.WriteAllText(_sockets.PathOf(name), text);
        return _sockets.PathOf(name);
    }

    private protected Task<(int ExitCode, string Output)> Run(params string[] arguments) => Run(CancellationToken.None, arguments);

    private protected async Task<(int ExitCode, string Output)> Run(CancellationToken cancellationToken, params string[] arguments)
    {
        var (code, output) = await tool::Hotpatch.Tool.Program.CaptureAsync([.. arguments, "--folder", FolderOfSockets], cancellationToken);
        return (code, output.ReplaceLineEndings("\n"));
    }

    private protected static async Task UntilObserved(string name = "Hosted.Calculator.Add(")
    {
        var handle = Handle(name);
        for (var i = 0; i < 6000 && handle.Describe().Entries.Count == 0; i++)
            await Task.Delay(10);

        Assert.That(handle.Describe().Entries, Is.Not.Empty);
    }

    /// <summary>The process learns a moment later that a client has gone.</summary>
    private protected static async Task UntilNothingObserves()
    {
        for (var i = 0; i < 6000 && Patchable.In(HostedShop.Assembly.Assembly).Any(handle => handle.Describe().Entries.Count > 0); i++)
            await Task.Delay(10);

        Assert.That(Patchable.In(HostedShop.Assembly.Assembly).Where(handle => handle.Describe().Entries.Count > 0), Is.Empty);
    }

    private protected static PatchHandle Handle(string name)
        => Patchable.In(HostedShop.Assembly.Assembly).Single(handle => handle.Name.StartsWith(name, StringComparison.Ordinal));
}
