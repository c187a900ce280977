using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Hotpatch;

[assembly: PatchableCalls(typeof(File), "Exists", "ReadAllText", "WriteAllText", "Open", "ReadLines", "Delete")]
[assembly: PatchableCalls(typeof(Directory))]
[assembly: PatchableCalls(typeof(Path), "GetTempPath")]
[assembly: PatchableCalls(typeof(Console), "WriteLine", "ReadLine", "Out")]
[assembly: PatchableCalls(typeof(Environment))]
[assembly: PatchableCalls(typeof(Guid), "NewGuid")]
[assembly: PatchableCalls(typeof(Random), "Next", "Shared", ".ctor")]
[assembly: PatchableCalls(typeof(HttpClient), "SendAsync", "GetStringAsync", ".ctor", "BaseAddress")]
[assembly: PatchableCalls(typeof(HttpMessageInvoker), "SendAsync")]
[assembly: PatchableCalls(typeof(Process), "Start", "GetCurrentProcess")]
[assembly: PatchableCalls(typeof(Thread), "Sleep", "CurrentThread")]
[assembly: PatchableCalls(typeof(Dns), "GetHostEntryAsync")]
[assembly: PatchableCalls(typeof(TcpClient), ".ctor")]
[assembly: PatchableCalls(typeof(FileStream), ".ctor")]
[assembly: PatchableCalls(typeof(string), "Equals", "op_Equality", "IsNullOrEmpty")]
[assembly: PatchableCalls(typeof(List<>), "Add", "Count")]
[assembly: PatchableCalls(typeof(Activator), "CreateInstance")]
[assembly: PatchableCalls(typeof(Enum), "Parse", "IsDefined")]
[assembly: PatchableCalls(typeof(int), "TryParse", "Parse")]
[assembly: PatchableCalls(typeof(JsonSerializer), "Serialize", "Deserialize")]
[assembly: PatchableCalls(typeof(DateTime), "UtcNow", "Now", "Today")]
[assembly: PatchableCalls(typeof(DateTimeOffset), "UtcNow", "Now")]
[assembly: PatchableCalls(typeof(Stopwatch), "GetTimestamp")]
[assembly: PatchableCalls(typeof(TimeProvider), "System", "GetUtcNow")]
[assembly: PatchableCalls(typeof(Task), "Delay")]

namespace Fixtures
{
    public enum Colour { Red, Green }

    public sealed class Order { public int Id { get; set; } }

    /// <summary>Code of a product: it calls the framework as everybody does.</summary>
    public static class Product
    {
        public static string Settings(string path) => File.Exists(path) ? File.ReadAllText(path) : "none";
        public static void Save(string path, string text) { Directory.CreateDirectory(Path.GetDirectoryName(path)!); File.WriteAllText(path, text); }
        public static long Length(string path) { using var stream = File.Open(path, FileMode.Open); return stream.Length; }
        public static int Files(string path) => Directory.GetFiles(path, "*.txt").Length;
        public static string Temp() => Path.GetTempPath();
        public static string Ask() { Console.WriteLine("Name?"); return Console.ReadLine() ?? "nobody"; }
        public static string Machine() => Environment.MachineName + Environment.GetEnvironmentVariable("SHOP") + Environment.ProcessorCount;
        public static Guid Id() => Guid.NewGuid();
        public static int Roll() => Random.Shared.Next(6) + new Random(1).Next(1, 7);
        public static async Task<string> Price() { using var client = new HttpClient(); return await client.GetStringAsync("http://shop.invalid/price"); }
        public static async Task<int> Send() { using var client = new HttpClient(); return (int)(await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, "http://shop.invalid"))).StatusCode; }
        public static string Tool() => Process.Start("a-tool-that-nobody-has").ProcessName;
        public static void Wait() => Thread.Sleep(TimeSpan.FromHours(1));
        public static async Task<string> Host() => (await Dns.GetHostEntryAsync("shop.invalid")).HostName;
        public static bool Dial() => new TcpClient("shop.invalid", 80).Connected;
        public static long Stream() { using var stream = new FileStream("missing", FileMode.Open); return stream.Length; }
        public static bool AreSame(string left, string right) => string.Equals(left, right, StringComparison.Ordinal) || left == right;
        public static int Count() { var list = new List<int>(); list.Add(1); list.Add(2); return list.Count; }
        public static int Create() => Activator.CreateInstance<Order>().Id;
        public static Colour Parse(string text) => Enum.Parse<Colour>(text);
        public static int Number(string text) => int.TryParse(text, out var number) ? number : -1;
        public static string Json() => JsonSerializer.Serialize(new Order { Id = 3 });
        public static Order Read() => JsonSerializer.Deserialize<Order>("{\"Id\":3}")!;
        public static string Lambda() => string.Join(",", new[] { "a", "b" }.Where(File.Exists).Select(path => File.ReadAllText(path)));
        public static IEnumerable<string> Lines(string path) { foreach (var line in File.ReadLines(path)) yield return line; }
    }

    public sealed class Clock
    {
        public DateTime Utc => DateTime.UtcNow;
        public DateTime Local => DateTime.Now;
        public DateTimeOffset Offset => DateTimeOffset.UtcNow;
        public long Ticks => Stopwatch.GetTimestamp();
        public long Milliseconds => Environment.TickCount64;
        public DateTimeOffset Provided => TimeProvider.System.GetUtcNow();
        public async Task Pass(TimeSpan time) => await Task.Delay(time);
    }

    public static class Uses
    {
        private sealed class Fixed(DateTimeOffset now) : TimeProvider { public override DateTimeOffset GetUtcNow() => now; }

        public static bool Exists() { using (File.Patches.Exists.PatchFlow(path => path == "a")) using (File.Patches.ReadAllText_String.PatchFlow(path => "text of " + path)) return Product.Settings("a") == "text of a" && Product.Settings("b") == "none"; }
        public static bool Write() { var written = ""; using (Directory.Patches.CreateDirectory_String.PatchFlow(path => null!)) using (File.Patches.WriteAllText_String_String.PatchFlow((path, text) => written = path + text)) Product.Save("/none/x", "y"); return written == "/none/xy"; }
        public static bool Open() { using (File.Patches.Open_String_FileMode.PatchFlow((path, mode) => throw new IOException("busy"))) try { Product.Length("x"); return false; } catch (IOException e) { return e.Message == "busy"; } }
        public static bool List() { using (Directory.Patches.GetFiles_String_String.PatchFlow((path, pattern) => new[] { path, pattern })) return Product.Files("/none") == 2; }
        public static bool Temp() { using (Path.Patches.GetTempPath.PatchFlow(() => "/t/")) return Product.Temp() == "/t/"; }
        public static bool Talk() { var said = ""; using (Console.Patches.WriteLine_String.PatchFlow(text => said += text)) using (Console.Patches.ReadLine.PatchFlow(() => "Ann")) return Product.Ask() == "Ann" && said == "Name?"; }
        public static bool Machine() { using (Environment.Patches.get_MachineName.PatchFlow(() => "m")) using (Environment.Patches.GetEnvironmentVariable_String.PatchFlow(name => name)) using (Environment.Patches.get_ProcessorCount.PatchFlow(() => 3)) return Product.Machine() == "mSHOP3"; }
        public static bool Id() { using (Guid.Patches.NewGuid.PatchFlow(() => default)) return Product.Id() == default; }
        public static bool Roll() { using (Random.Patches.Next_Int32.PatchFlow((self, most) => most)) using (Random.Patches.Next_Int32_Int32.PatchFlow((self, least, most) => least)) return Product.Roll() == 7; }
        public static bool Shared() { var mine = new Random(5); using (Random.Patches.get_Shared.PatchFlow(() => mine)) using (Random.Patches.Constructor_Int32.PatchFlow(seed => mine)) using (Random.Patches.Next_Int32.PatchFlow((self, most) => self == mine ? 40 : 0)) using (Random.Patches.Next_Int32_Int32.PatchFlow((self, a, b) => self == mine ? 2 : 0)) return Product.Roll() == 42; }
        public static bool Price() { using (HttpClient.Patches.GetStringAsync_String.PatchFlow((client, url) => Task.FromResult("42"))) return Product.Price().GetAwaiter().GetResult() == "42"; }
        public static bool NewClient() { var made = new HttpClient(new Answers()); using (HttpClient.Patches.Constructor.PatchFlow(() => made)) return Product.Send().GetAwaiter().GetResult() == 418; }
        public static bool Send() { using (HttpClient.Patches.SendAsync_HttpRequestMessage.PatchFlow((client, request) => Task.FromResult(new HttpResponseMessage((HttpStatusCode)201)))) return Product.Send().GetAwaiter().GetResult() == 201; }
        public static bool Tool() { using (Process.Patches.Start_String.PatchFlow(path => Process.GetCurrentProcess())) return Product.Tool().Length > 0; }
        public static bool Wait() { var slept = TimeSpan.Zero; using (Thread.Patches.Sleep_TimeSpan.PatchFlow(time => slept += time)) Product.Wait(); return slept == TimeSpan.FromHours(1); }
        public static bool Host() { using (Dns.Patches.GetHostEntryAsync_String.PatchFlow(name => Task.FromResult(new IPHostEntry { HostName = name + "!" }))) return Product.Host().GetAwaiter().GetResult() == "shop.invalid!"; }
        public static bool Connect() { using (TcpClient.Patches.Constructor_String_Int32.PatchFlow((host, port) => new TcpClient())) return !Product.Dial(); }
        public static bool Stream() { var path = Path.GetTempFileName(); using (FileStream.Patches.Constructor_String_FileMode.PatchFlow((name, mode) => FileStream.Patches.Constructor_String_FileMode.Original(path, mode))) return Product.Stream() == 0; }
        public static bool Same() { using (string.Patches.Equals_String_String_StringComparison.PatchFlow((left, right, how) => left![0] == 'x' && right![0] == 'y')) using (string.Patches.op_Equality.PatchFlow((left, right) => left![0] == 'p')) return Product.AreSame("x", "y") && Product.AreSame("p", "q") && !Product.AreSame("r", "r"); }
        public static bool Add() { using (List<int>.Patches.Add.PatchFlow((list, item) => { List<int>.Patches.Add.Original(list, item); List<int>.Patches.Add.Original(list, item); })) return Product.Count() == 4; }
        public static bool Create() { using (Activator.Patches.CreateInstance<Order>().PatchFlow(() => new Order { Id = 9 })) return Product.Create() == 9; }
        public static bool ParseEnum() { using (Enum.Patches.Parse_String<Colour>().PatchFlow(text => Colour.Green)) return Product.Parse("nonsense") == Colour.Green; }
        public static bool TryParse() { using (int.Patches.TryParse_String_OutInt32.PatchFlow((string? text, out int number) => { number = 8; return true; })) return Product.Number("x") == 8; }
        public static bool Serialize() { using (JsonSerializer.Patches.Serialize_TValue_JsonSerializerOptions<Order>().PatchFlow((order, options) => "order " + order.Id)) return Product.Json() == "order 3"; }
        public static bool Deserialize() { using (JsonSerializer.Patches.Deserialize_String_JsonSerializerOptions<Order>().PatchFlow((text, options) => new Order { Id = 5 })) return Product.Read().Id == 5; }
        public static bool Lambda() { using (File.Patches.Exists.PatchFlow(path => path == "b")) using (File.Patches.ReadAllText_String.PatchFlow(path => path + path)) return Product.Lambda() == "bb"; }
        public static bool Iterator() { using (File.Patches.ReadLines_String.PatchFlow(path => new[] { "1", path })) return string.Join(",", Product.Lines("f")) == "1,f"; }
        public static bool Restored() => !Product.Settings("/none/such").Contains("text") && Product.Count() == 2 && Product.Number("12") == 12 && Product.Parse("Green") == Colour.Green;

        public static bool Clocks()
        {
            Parallel.For(0, 100, number =>
            {
                var noon = new DateTimeOffset(2000 + number, 1, 1, 12, 0, 0, TimeSpan.Zero);
                var now = noon;
                long ticks = number;
                using (DateTime.Patches.get_UtcNow.PatchFlow(() => now.UtcDateTime))
                using (DateTime.Patches.get_Now.PatchFlow(() => now.DateTime))
                using (DateTimeOffset.Patches.get_UtcNow.PatchFlow(() => now))
                using (Stopwatch.Patches.GetTimestamp.PatchFlow(() => ticks))
                using (Environment.Patches.get_TickCount64.PatchFlow(() => ticks))
                using (TimeProvider.Patches.get_System.PatchFlow(() => new Fixed(now)))
                using (Task.Patches.Delay_TimeSpan.PatchFlow(time => { now += time; ticks += time.Ticks; return Task.CompletedTask; }))
                {
                    var clock = new Clock();
                    Check(clock.Utc.Year == 2000 + number && clock.Local.Hour == 12 && clock.Offset == noon && clock.Ticks == number && clock.Milliseconds == number && clock.Provided == noon);
                    Task.Run(async () =>
                    {
                        await clock.Pass(TimeSpan.FromDays(1));
                        Check(clock.Utc.Day == 2 && clock.Provided.Day == 2 && clock.Ticks == number + TimeSpan.TicksPerDay);
                    }).GetAwaiter().GetResult();
                    Check(clock.Offset == noon.AddDays(1));
                }
            });
            return Math.Abs((new Clock().Utc - DateTimeOffset.Patches.get_UtcNow.Original().UtcDateTime).TotalHours) < 1;
        }

        private static void Check(bool condition) { if (!condition) throw new InvalidOperationException("The clock of another test was read."); }

        private sealed class Answers : HttpMessageHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(new HttpResponseMessage((HttpStatusCode)418));
        }
    }
}
