using System.Collections.Concurrent;
using Hotpatch.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hotpatch.Tests.Hosting;

/// <summary>Tests of a host with Hotpatch, whose configuration is in memory and can be changed.</summary>
public abstract class HostTests
{
    private protected const string Hash = "0000000000000000000000000000000000000000000000000000000000000000";

    private TempFolder _temp = null!;

    private protected string Folder => _temp.PathOf("fixes");

    private protected LogLines Log { get; private set; } = null!;

    [SetUp]
    public void MakeFolder()
    {
        _temp = new TempFolder();
        Directory.CreateDirectory(Folder);
        Log = new LogLines();
    }

    [TearDown]
    public void Nothing_is_left()
    {
        Log.Dispose();
        _temp.Dispose();
        Assert.That(Patchable.In(HostedShop.Assembly.Assembly).Select(handle => handle.Describe()).Where(method => method.Entries.Count > 0), Is.Empty);
    }

    /// <summary>A host whose section <c>Hotpatch</c> has these values.</summary>
    private protected IHost Build(Settings settings, Action<IServiceCollection>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _temp.FullName });
        ((IConfigurationBuilder)builder.Configuration).Add(settings);
        builder.Logging.AddProvider(Log);
        builder.Services.AddHotpatch();
        configure?.Invoke(builder.Services);
        return builder.Build();
    }

    private protected async Task<IHost> StartAsync(Settings settings, Action<IServiceCollection>? configure = null)
    {
        var host = Build(settings, configure);
        await host.StartAsync();
        return host;
    }

    /// <summary>The values of a folder that everybody may write to, watched as fast as possible.</summary>
    private protected Settings Watching(params (string Key, string? Value)[] more)
        => new([("Folder", Folder), ("PollInterval", "00:00:00.010"), ("Trust:Anyone", "true"), .. more]);

    private protected string PathIn(string name) => Path.Combine(Folder, name);

    /// <summary>Puts a library into the folder under a name.</summary>
    private protected void Put(string library, string name) => File.Move(CopyOf(library), PathIn(name), overwrite: true);

    private protected static string Answering(int value) => HostedShop.Answering(value);

    private protected static int CallAdd(int a, int b) => HostedShop.CallAdd(a, b);

    private string CopyOf(string library)
    {
        var copy = _temp.PathOf("copy.dll");
        File.Copy(library, copy, overwrite: true);
        return copy;
    }

    /// <summary>Values of the configuration section that can be changed while the host runs.</summary>
    private protected sealed class Settings : ConfigurationProvider, IConfigurationSource
    {
        public Settings(params (string Key, string? Value)[] values) => Store(values);

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        /// <summary>Replaces all values, and tells the host.</summary>
        public void Change(params (string Key, string? Value)[] values)
        {
            Store(values);
            OnReload();
        }

        // Of several values of one key, the last wins.
        private void Store((string Key, string? Value)[] values)
        {
            var data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
            foreach (var (key, value) in values)
                data["Hotpatch:" + key] = value;

            Data = data;
        }
    }

    /// <summary>Keeps what is logged in the category of Hotpatch.</summary>
    private protected sealed class LogLines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<(EventId Id, LogLevel Level, string Text)> _lines = [];

        public IReadOnlyCollection<(EventId Id, LogLevel Level, string Text)> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => categoryName == "Hotpatch" ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => _lines.Enqueue((eventId, logLevel, formatter(state, exception)));

        /// <summary>Waits for a message.</summary>
        public async Task<string> Until(int id, string part = "")
        {
            for (var i = 0; i < 6000; i++, await Task.Delay(10))
            {
                if (Lines.FirstOrDefault(line => line.Id.Id == id && line.Text.Contains(part, StringComparison.Ordinal)) is { Text: { } text })
                    return text;
            }

            throw new AssertionException($"No message {id} with '{part}' in{Environment.NewLine}{string.Join(Environment.NewLine, Lines)}");
        }

        public void Dispose()
        {
        }
    }
}
