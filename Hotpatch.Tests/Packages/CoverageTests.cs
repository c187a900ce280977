using System.Xml.Linq;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>
/// Coverage tools report for a woven project, and for the woven copy of a plain one, what they report for the plain one: the same lines, with the same hits
/// and branches.
/// </summary>
[TestFixture("Debug")]
[TestFixture("Release")]
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public sealed class CoverageTests(string configuration) : IDisposable
{
    private const string Coverlet = "XPlat Code Coverage";
    private const string Microsoft = "Code Coverage";

    private const string TestReferences =
        """
        <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />
        <PackageReference Include="NUnit" Version="5.0.0" />
        <PackageReference Include="NUnit3TestAdapter" Version="6.3.1" />
        <PackageReference Include="coverlet.collector" Version="10.0.1" />
        """;

    private const string MoreAttributes =
        """
        <CodeCoverage>
          <Attributes>
            <Exclude>
              <Attribute>^System\.ObsoleteAttribute$</Attribute>
              <Attribute>^System\.CodeDom\.Compiler\.GeneratedCodeAttribute$</Attribute>
              <Attribute>.*NoCoverageAttribute$</Attribute>
            </Exclude>
          </Attributes>
        </CodeCoverage>
        """;

    private readonly Consumer _consumer = new();

    [OneTimeSetUp]
    public void Build()
    {
        foreach (var (project, references) in new[] { ("Plain", ""), ("Woven", Consumer.ApplicationReferences) })
        {
            // The same file, so that its lines can be compared.
            _consumer.WriteProject(project, "net10.0", $"""<Compile Include="../Source/*.cs" />{references}""", "<Nullable>enable</Nullable>");
            _consumer.WriteProject(
                project + "Tests", "net10.0", $"""<Compile Include="../Tests/*.cs" /><ProjectReference Include="../{project}/{project}.csproj" />{TestReferences}""",
                "<Nullable>enable</Nullable><NoWarn>$(NoWarn);CS0618</NoWarn>");
        }

        _consumer.WriteProject(
            "CopyTests",
            "net10.0",
            $"""
            <Compile Include="../Tests/*.cs" /><ProjectReference Include="../Plain/Plain.csproj" />{TestReferences}{Consumer.ApplicationReferences}
            <HotpatchReference Include="Plain" Scope="All" />
            """,
            "<Nullable>enable</Nullable><NoWarn>$(NoWarn);CS0618</NoWarn>");
        _consumer.Write("Woven/FodyWeavers.xml", """<Weavers><Hotpatch Scope="All" /></Weavers>""");
        foreach (var source in Directory.GetFiles(Repository.PathOf("Hotpatch.Tests", "Packages", "Covered")))
        {
            var name = Path.GetFileName(source);
            _consumer.Write($"{(name == "Tests.cs" ? "Tests" : "Source")}/{name}", File.ReadAllText(source));
        }

        foreach (var project in new[] { "Plain", "Woven", "Copy" })
            ChildProcess.DotNet(_consumer.PathOf(project + "Tests"), "build", "--configuration", configuration).Succeeded();
    }

    [Test]
    public void Coverlet_reports_the_same()
        => Compare(Settings(Coverlet, ""));

    [Test]
    public void Coverlet_reports_the_same_where_it_shall_leave_more_out()
        => Compare(Settings(
            Coverlet, "<SkipAutoProps>true</SkipAutoProps><ExcludeByAttribute>Obsolete,GeneratedCode,CompilerGenerated,NoCoverage</ExcludeByAttribute>"));

    [Test]
    public void Microsofts_tool_reports_the_same()
        => Compare(Settings(Microsoft, ""));

    [Test]
    public void Microsofts_tool_reports_the_same_where_it_shall_leave_more_out()
        => Compare(Settings(Microsoft, MoreAttributes));

    [OneTimeTearDown]
    public void Dispose() => _consumer.Dispose();

    private void Compare(string settings)
    {
        _consumer.Write("coverage.runsettings", settings);
        var plain = Report("Plain");
        foreach (var project in new[] { "Woven", "Copy" })
        {
            var woven = Report(project);
            Assert.That(woven.Lines, Is.EqualTo(plain.Lines), project);
            Assert.That(woven.Lines, Has.Length.GreaterThan(30));
            Assert.That(woven.Rate, Is.EqualTo(plain.Rate), "the rate of all, which what is no line of the project would change");
        }
    }

    // The test host is ended a tenth of a second after its tests. On a busy machine, a tool that writes its counts then loses them all.
    private (string[] Lines, string Rate) Report(string project)
    {
        var report = TryReport(project);
        for (var tries = 1; tries < 3 && report.Lines.All(line => line.Contains("hits 0", StringComparison.Ordinal)); tries++)
            report = TryReport(project);

        Assert.That(report.Lines, Has.Some.Not.Contains("hits 0"), $"the tests of {project} run some of its lines");
        return report;
    }

    private (string[] Lines, string Rate) TryReport(string project)
    {
        var results = _consumer.PathOf(project + "Results");
        if (Directory.Exists(results))
            Directory.Delete(results, recursive: true);

        ChildProcess.DotNetWith(
            "VSTEST_TESTHOST_SHUTDOWN_TIMEOUT", "60000", _consumer.PathOf(project + "Tests"), "test", "--configuration", configuration, "--no-build",
            "--settings", _consumer.PathOf("coverage.runsettings"), "--results-directory", results).Succeeded();
        var report = XDocument.Load(Directory.GetFiles(results, "*cobertura.xml", SearchOption.AllDirectories)[0]).Root!;
        return ([.. report.Descendants("class").SelectMany(Lines).Distinct().Order(StringComparer.Ordinal)], (string)report.Attribute("line-rate")!);
    }

    private static IEnumerable<string> Lines(XElement @class)
        => @class.Elements("lines").Elements("line").Select(line
            => $"{Path.GetFileName((string)@class.Attribute("filename")!)} {(int)line.Attribute("number")!:D3} "
                + $"hits {(string?)line.Attribute("hits")} branches {(string?)line.Attribute("condition-coverage")}");

    private static string Settings(string collector, string configuration)
        => $"""
            <RunSettings>
              <DataCollectionRunSettings>
                <DataCollectors>
                  <DataCollector friendlyName="{collector}">
                    <Configuration><Format>cobertura</Format>{configuration}</Configuration>
                  </DataCollector>
                </DataCollectors>
              </DataCollectionRunSettings>
            </RunSettings>
            """;
}
