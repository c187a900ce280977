using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using Hotpatch.Hosting.Control.Channel;
using Hotpatch.Hosting.Control.Commands;
using Hotpatch.Hosting.Control.Protocol;
using Hotpatch.Hosting.Control.Values;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Hosting;

/// <summary>Clients that mean ill, or are broken, cost the program nothing, and others are served on.</summary>
[UnsupportedOSPlatform("windows")]
[Platform("Linux,MacOsX", Reason = "The channel needs sockets that tell who is at the other end")]
public class ControlSecurityTests
{
    private const string Hello = """{"jsonrpc":"2.0","id":1,"method":"HelloAsync","params":[{"name":"test","version":"1","protocol":1}]}""";

    private TempFolder _folder = null!;
    private PatchControl _control = null!;

    [SetUp]
    public void Open()
    {
        _folder = new TempFolder();

        // Loads the assembly, which commands look for.
        _ = HostedShop.Add;
        _control = PatchControl.Open(new HotpatchControlOptions { Folder = _folder.PathOf("sockets") });
    }

    [TearDown]
    public async Task Close()
    {
        await _control.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public void Only_the_user_can_enter_the_folder()
        => Assert.That(
            File.GetUnixFileMode(_folder.PathOf("sockets")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));

    [Test]
    public void A_folder_that_others_could_enter_is_refused_and_stays_as_it_is()
    {
        var folder = Directory.CreateDirectory(_folder.PathOf("open")).FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        Assert.That(() => ControlFolder.Prepare(folder), Throws.InstanceOf<IOException>().With.Message.Contains("but it has the mode 777"));
        Assert.That(File.GetUnixFileMode(folder), Is.EqualTo((UnixFileMode)0b111_111_111));
    }

    [Test]
    public void A_folder_that_is_a_link_is_refused()
    {
        Directory.CreateDirectory(_folder.PathOf("target"));
        Directory.CreateSymbolicLink(_folder.PathOf("link"), _folder.PathOf("target"));
        Assert.That(
            () => PatchControl.Open(new HotpatchControlOptions { Folder = _folder.PathOf("link") }),
            Throws.InstanceOf<IOException>().With.Message.Contains("a link to").And.Message.Contains("was found"));
    }

    [Test]
    public async Task A_process_has_one_channel_in_a_folder()
    {
        Assert.That(
            () => PatchControl.Open(new HotpatchControlOptions { Folder = _folder.PathOf("sockets") }),
            Throws.InstanceOf<IOException>().With.Message.Contains("one channel was expected in this process, but one is open there"));

        // The first one stays, and another folder has room.
        using (Connect())
        await using (PatchControl.Open(new HotpatchControlOptions { Folder = _folder.PathOf("others") }))
            Assert.That(File.Exists(_control.Address), Is.True);

        await _control.DisposeAsync();
        await using (PatchControl.Open(new HotpatchControlOptions { Folder = _folder.PathOf("sockets") }))
            Assert.That(File.Exists(_control.Address), Is.True);
    }

    [Test]
    public void Peer_is_this_process()
    {
        using var socket = Connect();
        var peer = Peer.Of(socket);
        Assert.That(peer.IsThisUser, Is.True);
        Assert.That(peer with { User = peer.User + 1 }, Has.Property(nameof(Peer.IsThisUser)).False);
        if (OperatingSystem.IsLinux())
            Assert.That(peer.Process, Is.EqualTo(Environment.ProcessId));
    }

    [TestCase(-1)]
    [TestCase(int.MaxValue)]
    [TestCase(BoundedMessageHandler.MostBytes + 1)]
    public async Task A_message_that_is_too_long_ends_the_connection(int length)
    {
        var header = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(header, length);
        await IsCutOff(header);
        await OthersAreServed();
    }

    [TestCase("not json")]
    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"HelloAsync","params":{"client":null}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"ListAsync","params":[{"pattern":"*"}]}""", Description = "before hello")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"GetType","params":[]}""")]
    public async Task A_message_that_is_malformed_or_too_early_changes_nothing(string message)
    {
        using var socket = Connect();
        await socket.SendAsync(Framed(message));
        await OthersAreServed();
    }

    [Test]
    public async Task Many_connections_are_refused_and_the_channel_goes_on()
    {
        const int tries = 10_000;
        var sockets = new List<Socket>();
        for (var i = 0; i < tries; i++)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(_control.Address));
                sockets.Add(socket);
            }
            catch (SocketException)
            {
                socket.Dispose();
            }

            // As many as a process may have open.
            if (sockets.Count == 200)
                Clear();
        }

        Clear();
        await OthersAreServed();

        void Clear()
        {
            sockets.ForEach(socket => socket.Dispose());
            sockets.Clear();
        }
    }

    [Test]
    public async Task A_client_that_never_reads_costs_calls_nothing_but_their_observer()
    {
        using var socket = Connect();
        await BeginWatch(socket);
        for (var i = 0; i < 10_000; i++)
            Assert.That(HostedShop.CallAdd(i, 1), Is.EqualTo(i + 1));

        socket.Dispose();
        await Until(() => HostedShop.Add.Describe().Entries.Count == 0);
        Assert.That(HostedShop.Add.Describe().Entries, Is.Empty);
        await OthersAreServed();
    }

    [Test]
    public async Task A_command_that_nobody_reads_ends_by_itself([Values("watch", "monitor", "trace", "record")] string command)
    {
        using var observations = new Observations();
        await using var elements = Begin(command, observations).GetAsyncEnumerator();
        var first = elements.MoveNextAsync();
        HostedShop.CallAdd(1, 2);
        Assert.That(await first, Is.True);

        // The sequence is suspended now, as that of a client that does not ask for more.
        await Until(() => HostedShop.Add.Describe().Entries.Count == 0);
        Assert.That(HostedShop.Add.Describe().Entries, Is.Empty);
        Assert.That(async () => await elements.MoveNextAsync(), Throws.TypeOf<ControlException>().With.Message.Contains("read nothing"));
    }

    [Test]
    public async Task A_client_that_reads_keeps_its_command()
    {
        using var observations = new Observations();
        await using (var elements = Begin("monitor", observations, TimeSpan.FromMinutes(10)).GetAsyncEnumerator())
        {
            for (var i = 0; i < 3; i++)
                Assert.That(await elements.MoveNextAsync(), Is.True);

            Assert.That(HostedShop.Add.Describe().Entries, Is.Not.Empty);
        }

        Assert.That(HostedShop.Add.Describe().Entries, Is.Empty);
    }

    private static IAsyncEnumerable<object> Begin(string command, Observations observations, TimeSpan patience = default)
    {
        var (handle, none, stop) = (HostedShop.Add, new Secrets([]), CancellationToken.None);
        return command switch
        {
            "watch" => Hotpatch.Hosting.Control.Commands.Watching.RunAsync(handle, new WatchQuery("Add"), "test", none, observations, stop).WithPatience(patience, stop),
            "monitor" => Monitoring.RunAsync([handle], new MonitorQuery("Add", Interval: 1), observations, stop).WithPatience(patience, stop),
            "trace" => Tracing.RunAsync(handle, new TraceQuery("Add", Below: "Hosted.*"), "test", observations, stop).WithPatience(patience, stop),
            _ => Recording.RunAsync(handle, new RecordQuery("Add"), new RecordedCalls(), none, observations, stop).WithPatience(patience, stop),
        };
    }

    [Test]
    public async Task Closing_ends_what_clients_observe_and_removes_the_socket()
    {
        using var socket = Connect();
        await BeginWatch(socket);
        await _control.DisposeAsync();
        await Until(() => HostedShop.Add.Describe().Entries.Count == 0);
        Assert.That(HostedShop.Add.Describe().Entries, Is.Empty);
        Assert.That(File.Exists(_control.Address), Is.False);
    }

    [Test]
    public async Task A_client_of_another_version_is_told_which_side_to_update()
    {
        Assert.That(await Answer("""{"jsonrpc":"2.0","id":1,"method":"HelloAsync","params":[{"name":"hotpatch","version":"9","protocol":2}]}"""), Does.Contain("Update Hotpatch.Hosting in the program"));
        Assert.That(await Answer("""{"jsonrpc":"2.0","id":1,"method":"HelloAsync","params":[{"name":"hotpatch","version":"0","protocol":0}]}"""), Does.Contain("Update the tool."));
    }

    /// <summary>Watches a method, and reads none of its calls.</summary>
    private static async Task BeginWatch(Socket socket)
    {
        await Ask(socket, Hello);
        var watch = await Ask(socket, """{"jsonrpc":"2.0","id":2,"method":"WatchAsync","params":[{"method":"Hosted.Calculator.Add","maxCallsPerSecond":1000000}]}""");
        using var json = JsonDocument.Parse(watch);
        var token = json.RootElement.GetProperty("result").GetProperty("token").GetRawText();
        await socket.SendAsync(Framed($$"""{"jsonrpc":"2.0","id":3,"method":"$/enumerator/next","params":[{{token}}]}"""));
        await Until(() => HostedShop.Add.Describe().Entries.Count > 0);
        Assert.That(HostedShop.Add.Describe().Entries, Is.Not.Empty);
    }

    private static async Task Until(Func<bool> holds)
    {
        for (var i = 0; i < 6000 && !holds(); i++)
            await Task.Delay(10);
    }

    private static byte[] Framed(string message)
    {
        var text = Encoding.UTF8.GetBytes(message);
        var framed = new byte[4 + text.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed, text.Length);
        text.CopyTo(framed, 4);
        return framed;
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(_control.Address));
        return socket;
    }

    private async Task IsCutOff(byte[] bytes)
    {
        using var socket = Connect();
        await socket.SendAsync(bytes);
        Assert.That(await socket.ReceiveAsync(new byte[1]).WaitAsync(TimeSpan.FromMinutes(1)), Is.Zero);
    }

    private async Task OthersAreServed()
    {
        // Those that were cut off may have their places still.
        for (var i = 0; i < 600; i++, await Task.Delay(10))
        {
            try
            {
                var answer = await Answer(Hello);
                if (answer.Contains("\"canWrite\":false", StringComparison.Ordinal))
                    return;
            }
            catch (SocketException)
            {
            }
        }

        Assert.Fail("the channel serves nobody any more");
    }

    private async Task<string> Answer(string message)
    {
        using var socket = Connect();
        return await Ask(socket, message);
    }

    private static async Task<string> Ask(Socket socket, string message)
    {
        await socket.SendAsync(Framed(message));
        var buffer = new byte[65536];
        var length = 0;
        while (length < 4 || length < 4 + BinaryPrimitives.ReadInt32BigEndian(buffer))
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length)).AsTask().WaitAsync(TimeSpan.FromMinutes(1));
            if (read == 0)
                break;

            length += read;
        }

        return Encoding.UTF8.GetString(buffer, Math.Min(4, length), Math.Max(0, length - 4));
    }
}
