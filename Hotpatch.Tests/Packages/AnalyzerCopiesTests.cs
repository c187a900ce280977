using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>
/// The generator and the analyzers run once, whatever brings them: NuGet lets analyzers flow through references, but not what lies in build/.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class AnalyzerCopiesTests
{
    private const string Library = "public static class Calculator { [Hotpatch.Patchable] public static int Add(int a, int b) => a + b; }";

    private const string Marked =
        """
        Own.Patches.Twice.Patch(value => value * 200);
        Calculator.Patches.Add.Patch((a, b) => a * b);
        Console.WriteLine($"{Own.Twice(1)} {Calculator.Add(5, 5)}");

        public static class Own { [Hotpatch.Patchable] public static int Twice(int value) => value * 2; }
        """;

    private const string Unmarked =
        """
        Calculator.Patches.Add.Patch((a, b) => a * b);
        Console.WriteLine(Calculator.Add(5, 5));
        """;

    /// <summary>Writes how many copies the compiler is given.</summary>
    private const string Count =
        """
        </ItemGroup>
        <Target Name="Count" AfterTargets="CoreCompile">
          <ItemGroup><Copy Include="@(Analyzer)" Condition="'%(Filename)' == 'Hotpatch.Analyzers'" /></ItemGroup>
          <Message Importance="high" Text="Copies in $(MSBuildProjectName): @(Copy->Count())." />
        </Target>
        <ItemGroup>
        """;

    private static readonly string Runtime = $"""<PackageReference Include="Hotpatch.Runtime" Version="{PackageFeed.Version}" />""";

    private static readonly string Both = Runtime + Consumer.ApplicationReferences;

    private readonly string _library = $"HotpatchTestLibrary{Guid.NewGuid():N}";

    [OneTimeTearDown]
    public void Forget()
    {
        foreach (var name in new[] { _library + "Plain", _library + "Private" })
        {
            var folder = Path.GetDirectoryName(PackageFeed.PathInCache(name, "1.0.0"))!;
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void Every_combination_compiles_with_one_copy()
    {
        using var consumer = Solution();
        string[] applications =
        [
            .. Applications(consumer, "Weaver", Consumer.ApplicationReferences, Marked), .. Applications(consumer, "Both", Both, Marked),
            .. Applications(consumer, "Unmarked", string.Empty, Unmarked), .. Applications(consumer, "RuntimeOnly", Runtime, Unmarked),
        ];
        var output = BuildAll(consumer, applications).Succeeded();

        Assert.Multiple(() =>
        {
            foreach (var application in applications)
            {
                Assert.That(output, Does.Contain($"Copies in {application}: 1."));
                Assert.That(
                    consumer.Run(consumer.PathOf(application, "bin", "Debug", "net10.0", $"{application}.dll")),
                    Is.EqualTo(new[] { application.StartsWith("Weaver", StringComparison.Ordinal) || application.StartsWith("Both", StringComparison.Ordinal) ? "200 25" : "25" }),
                    application);
            }
        });
    }

    [Test]
    public void Marks_without_a_weaver_are_told_once_for_each_project_and_nothing_else_is()
    {
        using var consumer = Solution();
        string[] applications = [.. Applications(consumer, "Nothing", string.Empty, Marked), .. Applications(consumer, "RuntimeOnly", Runtime, Marked)];
        var output = BuildAll(consumer, applications).Failed();

        var errors = Consumer.Lines(output).Where(line => line.Contains("error ", StringComparison.Ordinal)).Distinct().ToArray();
        Assert.That(errors, Has.Length.EqualTo(applications.Length).And.All.Contain("error HP0036: "));
    }

    private Consumer Solution()
    {
        var consumer = new Consumer();
        foreach (var (kind, references) in new[] { ("Plain", Consumer.ApplicationReferences), ("Private", Consumer.LibraryReferences) })
        {
            var name = _library + kind;
            consumer.WriteProject(name, "net10.0", references, "<NoWarn>$(NoWarn);NU5104</NoWarn>");
            consumer.Write($"{name}/Library.cs", Library);
            ChildProcess.DotNet(consumer.PathOf(name), "pack", "--output", consumer.PathOf("packages")).Succeeded();
        }

        consumer.Write(
            "nuget.config",
            $"""
            <configuration>
              <packageSources>
                <add key="local" value="{PackageFeed.Folder}" />
                <add key="libraries" value="{consumer.PathOf("packages")}" />
              </packageSources>
            </configuration>
            """);
        return consumer;
    }

    /// <summary>An application for each way to reference the library; the last has a copy of the analyzers from elsewhere too.</summary>
    private IEnumerable<string> Applications(Consumer consumer, string name, string references, string program)
    {
        var copy = $"""<Analyzer Include="{Path.Combine(AppContext.BaseDirectory, "Hotpatch.Analyzers.dll")}" />""";
        (string Kind, string Library)[] kinds =
        [
            ("PlainProject", ByProject("Plain")), ("PrivateProject", ByProject("Private")),
            ("PlainPackage", ByPackage("Plain")), ("PrivatePackage", ByPackage("Private")),
            ("Copy", ByProject("Private") + copy),
        ];
        foreach (var (kind, library) in kinds)
        {
            consumer.WriteProject(name + kind, "net10.0", references + library + Count, "<OutputType>Exe</OutputType>");
            consumer.Write($"{name}{kind}/Program.cs", program);
            yield return name + kind;
        }

        string ByProject(string kind) => $"""<ProjectReference Include="../{_library}{kind}/{_library}{kind}.csproj" />""";

        string ByPackage(string kind) => $"""<PackageReference Include="{_library}{kind}" Version="1.0.0" />""";
    }

    /// <summary>One build of them all, which goes on where one fails.</summary>
    private static ProcessResult BuildAll(Consumer consumer, string[] applications)
    {
        var projects = string.Concat(applications.Select(name => $"""<ProjectReference Include="../{name}/{name}.csproj" ReferenceOutputAssembly="false" SkipGetTargetFrameworkProperties="true" />"""));
        consumer.WriteProject("All", "net10.0", projects);
        return ChildProcess.DotNet(consumer.PathOf("All"), "build");
    }
}
