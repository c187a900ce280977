using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages.WovenReferences;

/// <summary>Large packages of .NET itself that a program copies, and the shared framework, which can't be woven and whose calls can be patched.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class FrameworkTests
{
    private const string EntityFramework =
        """
        <PackageReference Include="Microsoft.EntityFrameworkCore.Sqlite" Version="10.0.15" />
        """;

    private const string WovenEntityFramework =
        """
        <HotpatchReference Include="Microsoft.EntityFrameworkCore;Microsoft.EntityFrameworkCore.Relational;Microsoft.EntityFrameworkCore.Sqlite" />
        <HotpatchReference Include="Microsoft.Data.Sqlite" Calls="System.Diagnostics.Stopwatch.*; System.DateTime.*; System.IO.Path.*; System.Guid.*; System.TimeSpan.*" />
        """;

    private const string Orders =
        """
        using Microsoft.EntityFrameworkCore;

        public class Order { public int Id { get; set; } public string Name { get; set; } = ""; public decimal Price { get; set; } public List<Line> Lines { get; set; } = []; }
        public class Line { public int Id { get; set; } public int Quantity { get; set; } public Order? Order { get; set; } public Guid Key { get; set; } }

        public class Shop(Microsoft.Data.Sqlite.SqliteConnection connection) : DbContext
        {
            public DbSet<Order> Orders => Set<Order>();
            protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseSqlite(connection);

            public static void Write()
            {
                using var connection = new Microsoft.Data.Sqlite.SqliteConnection("Data Source=:memory:");
                connection.Open();
                using (var shop = new Shop(connection))
                {
                    shop.Database.EnsureCreated();
                    shop.Orders.Add(new Order { Name = "one", Price = 2.5m, Lines = [new Line { Quantity = 2, Key = new Guid(1, 2, 3, new byte[8]) }, new Line { Quantity = 3 }] });
                    shop.Orders.Add(new Order { Name = "two", Price = 4m });
                    Console.WriteLine(shop.SaveChanges());
                }

                using (var shop = new Shop(connection))
                {
                    foreach (var order in shop.Orders.Include(order => order.Lines).Where(order => order.Name != "three").OrderBy(order => order.Name))
                        Console.WriteLine($"{order.Name} {order.Price} {order.Lines.Sum(line => line.Quantity)} {order.Lines.Select(line => line.Key).FirstOrDefault()}");
                    Console.WriteLine(shop.Orders.Where(order => order.Lines.Any(line => line.Quantity > 2)).Select(order => order.Name.ToUpper()).ToQueryString());
                    Console.WriteLine(shop.Orders.Count());
                }
            }
        }
        """;

    [Test]
    public void Entity_Framework_with_SQLite()
    {
        using var consumer = new Consumer();
        consumer.WriteApplication(Consumer.ApplicationReferences + EntityFramework, "<Nullable>enable</Nullable><NoWarn>$(NoWarn);NU1603;NU1903</NoWarn>");
        consumer.Write("App/Orders.cs", Orders);
        consumer.Write("App/Program.cs", "Shop.Write();");
        consumer.Build();
        var plain = consumer.Run();
        Assert.That(plain, Has.Length.GreaterThan(4));

        consumer.WriteApplication(Consumer.ApplicationReferences + EntityFramework + WovenEntityFramework, "<Nullable>enable</Nullable><NoWarn>$(NoWarn);NU1603;NU1903</NoWarn>");
        consumer.Write(
            "App/Program.cs",
            """
            using Hotpatch;
            using Microsoft.Data.Sqlite;
            using Microsoft.EntityFrameworkCore;

            Shop.Write();
            using (DbContext.Patches.SaveChanges.Wrap(next => self => next(self) + 100))
            using (SqliteDataReader.Patches.GetString.Wrap(next => (self, ordinal) => next(self, ordinal) + "!"))
                Shop.Write();

            Console.WriteLine(Patchable.All.Count(handle => handle.IsOfCalls) > 0);
            """);
        consumer.Build();
        var woven = consumer.Run();
        Assert.That(woven[..plain.Length], Is.EqualTo(plain));
        Assert.That(woven[plain.Length..^1], Is.EqualTo(plain.Select((line, index) => index == 0 ? $"{int.Parse(line, System.Globalization.CultureInfo.InvariantCulture) + 100}"
            : line.Replace("one ", "one! ", StringComparison.Ordinal).Replace("two ", "two! ", StringComparison.Ordinal))));
        Assert.That(woven[^1], Is.EqualTo("True"));
    }

    [Test]
    public void Calls_into_the_shared_framework_of_ASP_NET_Core()
    {
        using var consumer = new Consumer();
        consumer.WriteApplication(Consumer.ApplicationReferences + """<FrameworkReference Include="Microsoft.AspNetCore.App" />""");
        consumer.Write(
            "App/Program.cs",
            """
            using Hotpatch;
            using Microsoft.AspNetCore.Http;
            using Microsoft.AspNetCore.WebUtilities;
            using Microsoft.Extensions.Primitives;

            [assembly: PatchableCalls(typeof(QueryHelpers), nameof(QueryHelpers.ParseQuery))]
            [assembly: PatchableCalls(typeof(HttpRequest), nameof(HttpRequest.Method), nameof(HttpRequest.Path))]
            [assembly: PatchableCalls(typeof(PathString), nameof(PathString.Add))]
            [assembly: PatchableCalls(typeof(DefaultHttpContext), ".ctor")]

            Write();
            using (QueryHelpers.Patches.ParseQuery.PatchScoped(_ => new() { ["name"] = new StringValues("patched") }))
            using (HttpRequest.Patches.get_Method.PatchFlow(_ => "PATCHED"))
            using (PathString.Patches.Add_PathString.PatchScoped((ref PathString self, PathString other) => other))
            using (DefaultHttpContext.Patches.Constructor.Wrap(next => () => { var made = next(); made.TraceIdentifier = "patched"; return made; }))
                Write();

            static void Write()
            {
                var context = new DefaultHttpContext();
                context.Request.Method = "GET";
                context.Request.Path = new PathString("/a").Add(new PathString("/b"));
                context.TraceIdentifier = context.TraceIdentifier == "patched" ? "patched" : "plain";
                Console.WriteLine($"{context.Request.Method} {context.Request.Path} {context.TraceIdentifier} {QueryHelpers.ParseQuery("?name=plain")["name"]}");
            }
            """);
        consumer.Build();
        Assert.That(consumer.Run(), Is.EqualTo(new[] { "GET /a/b plain plain", "PATCHED /b patched patched" }));
    }
}
