using Hotpatch.Tests.Support;
using Mono.Cecil;

namespace Hotpatch.Tests.Packages;

/// <summary>A trimmed program that asks for no handle ships of a woven library what it would ship of the plain one: nothing lists the other methods.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class UnusedMethodTests
{
    /// <summary>The trimmer warns of each method that is not used, if it is there.</summary>
    private const string Library =
        """
        using Hotpatch;

        [assembly: Patchable]

        namespace Lib;

        public class Box<T>(T value)
        {
            public T Get() => value;
            public object? NotUsedOfType(object of) => of.GetType().GetProperty("Result")?.GetValue(of);
        }

        public static class Tools
        {
            public static T Echo<T>(T value) => value;

            [Patchable(Consistency = Consistency.Drained)]
            public static int Drained(int value) => value;

            [Patchable(Consistency = Consistency.Exclusive)]
            public static async Task<T> ExclusiveAsync<T>(T value)
            {
                await Task.Yield();
                return value;
            }

            public static object? NotUsedBesides(object of) => of.GetType().GetProperty("Result")?.GetValue(of);
        }

        public static class Others
        {
            public static object? NotUsedElsewhere(object of) => of.GetType().GetProperty("Result")?.GetValue(of);
        }
        """;

    private const string Program =
        """
        using Lib;

        Console.WriteLine(new Box<int>(1).Get() + new Box<string>("a").Get().Length + Tools.Echo(1) + Tools.Drained(1) + await Tools.ExclusiveAsync(1));
        """;

    [Test]
    public void Are_not_shipped()
    {
        using var consumer = new Consumer();
        consumer.WriteProject("Lib", "net10.0", Consumer.LibraryReferences, "<IsTrimmable>true</IsTrimmable><EnableTrimAnalyzer>false</EnableTrimAnalyzer><Nullable>enable</Nullable>");
        consumer.Write("Lib/Lib.cs", Library);
        consumer.WriteApplication(
            """<ProjectReference Include="../Lib/Lib.csproj" />""",
            "<UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier><SelfContained>true</SelfContained><PublishTrimmed>true</PublishTrimmed>"
            + "<TrimmerSingleWarn>false</TrimmerSingleWarn><InvariantGlobalization>true</InvariantGlobalization>");
        consumer.Write("App/Program.cs", Program);
        var folder = consumer.PathOf("published");

        ChildProcess.DotNet(consumer.PathOf("App"), "publish", "--output", folder).Succeeded();

        Assert.That(
            Consumer.Lines(ChildProcess.Run(Path.Combine(folder, OperatingSystem.IsWindows() ? "App.exe" : "App"), folder).Succeeded()),
            Is.EqualTo(new[] { "5" }));
        using var library = ModuleDefinition.ReadModule(Path.Combine(folder, "Lib.dll"));
        var methods = library.GetTypes().SelectMany(type => type.Methods).Select(method => method.Name).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(methods, Has.Some.EqualTo("Get_Original"), "woven");
            Assert.That(methods.Where(name => name.StartsWith("NotUsed", StringComparison.Ordinal)), Is.Empty);
        });
    }
}
