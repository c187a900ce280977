using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>
/// A program without a JIT patches while it runs, each kind of method, and says what needs a JIT or is not woven. The folder NativeAot has its
/// sources. Warnings are errors, those of the trimmer and the AOT compiler too.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class NativeAotTests
{
    [Test]
    public void Published_program_patches_while_it_runs()
    {
        using var consumer = Consumer.Application();
        consumer.WriteApplication(
            Consumer.ApplicationReferences + Consumer.LoaderReference + """<ProjectReference Include="../Off/Off.csproj" /><ProjectReference Include="../Plain/Plain.csproj" /><HotpatchReference Include="Plain" />""",
            "<PublishAot>true</PublishAot><AllowUnsafeBlocks>true</AllowUnsafeBlocks><NoWarn>$(NoWarn);HP0033;HP0035</NoWarn>");
        foreach (var source in Directory.GetFiles(Repository.PathOf("Hotpatch.Tests", "Packages", "NativeAot"), "*.cs"))
            consumer.Write($"App/{Path.GetFileName(source)}", File.ReadAllText(source));

        consumer.WriteProject("Off", "net10.0", Consumer.LibraryReferences, "<Hotpatch>false</Hotpatch><IsAotCompatible>true</IsAotCompatible>");
        consumer.Write("Off/Off.cs", "public static class Off { [Hotpatch.Patchable] public static int Twice(int value) => value * 2; }");
        consumer.WriteProject("Plain", "net10.0", "", "<IsAotCompatible>true</IsAotCompatible>");
        consumer.Write(
            "Plain/Plain.cs",
            """
            namespace Plain;

            public record struct Meter(int Value) { public void Add(int value) => Value += value; }

            public static class Reader
            {
                public static bool TryRead(string text, out int value) => int.TryParse(text, out value);
                public static int Longest(in System.ReadOnlySpan<char> one, System.ReadOnlySpan<char> other) => System.Math.Max(one.Length, other.Length);
                public static int Twice(int value) => value * 2;
            }
            """);
        var folder = consumer.PathOf("published");

        ChildProcess.DotNet(consumer.PathOf("App"), "publish", "--output", folder).Succeeded();
        var output = ChildProcess.Run(Path.Combine(folder, OperatingSystem.IsWindows() ? "App.exe" : "App"), folder).Succeeded();

        Assert.That(Consumer.Lines(output), Is.EqualTo(new[] { "AOT" }));
    }
}
