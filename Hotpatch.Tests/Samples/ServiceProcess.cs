using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Samples;

/// <summary>samples/HotfixService in a process of its own, on a port that was free, with a folder of fixes signed by one key.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _output = new();
    private readonly Process _process;

    /// <param name="folder">The folder of the fixes.</param>
    /// <param name="publicKey">The key that must have signed them.</param>
    /// <param name="sockets">The folder of its control channel; null for none.</param>
    public ServiceProcess(string folder, string publicKey, string? sockets = null)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [SampleAssembly("HotfixService"), "--urls", "http://127.0.0.1:0", "--Hotpatch:Folder", folder, "--Hotpatch:Trust:PublicKeys:0", publicKey,
                .. sockets is null ? Array.Empty<string>() : ["--Hotpatch:Control:Enabled", "true", "--Hotpatch:Control:AllowWrite", "true", "--Hotpatch:Control:Folder", sockets]])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _address.TrySetException(new AssertionException($"The service ended:{Environment.NewLine}{Output}"));
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public bool IsRunning => !_process.HasExited;

    private string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>What a sample was built to, in the configuration of the tests.</summary>
    public static string SampleAssembly(string name)
        => Repository.PathOf("samples", name, "bin", Repository.Configuration, "net10.0", name + ".dll");

    public async Task<HttpClient> ConnectAsync() => new() { BaseAddress = await _address.Task.WaitAsync(Limit), Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Asks until the service answers so.</summary>
    public async Task Until(HttpClient client, string path, Func<string, bool> isWanted)
    {
        var last = string.Empty;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Limit; await Task.Delay(20))
        {
            last = await client.GetStringAsync(path);
            if (isWanted(last))
                return;
        }

        throw new AssertionException($"{path} goes on answering {last}. The service wrote:{Environment.NewLine}{Output}");
    }

    /// <summary>The part of <c>/patches</c> with that name.</summary>
    public static async Task<JsonElement> Patches(HttpClient client, string part)
    {
        using var answer = JsonDocument.Parse(await client.GetStringAsync("/patches"));
        return answer.RootElement.GetProperty(part).Clone();
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Read(string? line)
    {
        lock (_output)
            _output.AppendLine(line);

        if (line is not null && Regex.Match(line, @"Now listening on: (http://\S+)", RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true, Groups: var groups })
            _address.TrySetResult(new Uri(groups[1].Value));
    }
}
