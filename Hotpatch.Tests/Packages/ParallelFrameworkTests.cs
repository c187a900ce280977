using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>
/// Test projects of four frameworks whose tests run in parallel, and patch the same methods in their flows: no test sees the patch of another.
/// Each project notes where a flow patch that begins in a set-up reaches the test. The table of docs/how-to/run-tests-in-parallel.md says the same.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public sealed class ParallelFrameworkTests : IDisposable
{
    private const string Folder = "Parallel";
    private const string Variable = "HOTPATCH_REACH";
    private const string Executable = "<Nullable>enable</Nullable><OutputType>Exe</OutputType>";

    private readonly Consumer _consumer = new();

    [OneTimeSetUp]
    public void WriteProduct()
    {
        _consumer.WriteProject("Product", "net10.0", Consumer.LibraryReferences, "<Nullable>enable</Nullable>");
        Copy("Product");
        Copy("Shared");
    }

    [Test]
    public void NUnit()
    {
        Build(
            "NUnit",
            """
            <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />
            <PackageReference Include="NUnit" Version="5.0.0" />
            <PackageReference Include="NUnit3TestAdapter" Version="6.3.1" />
            """,
            "<Nullable>enable</Nullable>");
        Run("NUnit", 254, "test", "--no-build", "--filter", "TestCategory!=OneTime");
        Run("NUnit", 3, "test", "--no-build", "--filter", "TestCategory=OneTime", "--", "NUnit.NumberOfTestWorkers=0");

        AssertReach(
            "NUnit",
            """
            [SetUp]: yes
            [SetUp] that returns a task: yes
            async [SetUp]: no
            constructor, an instance for each test: yes
            [OneTimeSetUp]: yes
            constructor: yes
            [OneTimeSetUp] of a [SetUpFixture]: yes
            [OneTimeSetUp] of another class: yes
            async [OneTimeSetUp]: no
            """);
    }

    [Test]
    public void XUnit()
    {
        Build("XUnit", """<PackageReference Include="xunit.v3" Version="4.0.2" />""", Executable);
        Run("XUnit", 103, "exec", Assembly("XUnit"));

        AssertReach(
            "XUnit",
            """
            constructor: yes
            InitializeAsync: yes
            InitializeAsync that returns a task: yes
            async InitializeAsync: no
            BeforeAfterTestAttribute: yes
            class fixture: no
            InitializeAsync of a class fixture: no
            collection fixture: no
            assembly fixture: no
            """);
    }

    [Test]
    public void MSTest()
    {
        Build("MSTest", """<PackageReference Include="MSTest" Version="4.5.2" />""", Executable + "<EnableMSTestRunner>true</EnableMSTestRunner>");
        Run("MSTest", 103, "exec", Assembly("MSTest"));

        AssertReach(
            "MSTest",
            """
            constructor: yes
            [TestInitialize]: yes
            [TestInitialize] that returns a task: yes
            async [TestInitialize]: no
            [ClassInitialize]: yes
            async [ClassInitialize]: no
            [AssemblyInitialize]: yes
            """);
    }

    [Test]
    public void TUnit()
    {
        Build("TUnit", """<PackageReference Include="TUnit" Version="1.81.10" />""", Executable);
        Run("TUnit", 105, "exec", Assembly("TUnit"));

        AssertReach(
            "TUnit",
            """
            constructor: no
            [Before(Test)]: no
            [Before(Test)] that returns a task: no
            async [Before(Test)]: no
            [Before(Test)] with AddAsyncLocalValues: yes
            async [Before(Test)] with AddAsyncLocalValues: yes
            [Before(Class)]: no
            [Before(Class)] with AddAsyncLocalValues: yes
            async [Before(Class)] with AddAsyncLocalValues: yes
            """);
    }

    [OneTimeTearDown]
    public void Dispose() => _consumer.Dispose();

    private void Build(string framework, string packages, string properties)
    {
        _consumer.WriteProject(
            framework + "Tests", "net10.0",
            $"""<Compile Include="../Shared/*.cs" /><ProjectReference Include="../Product/Product.csproj" />{packages}""", properties);
        Copy(framework, framework + "Tests");
        ChildProcess.DotNet(_consumer.PathOf(framework + "Tests"), "build").Succeeded();
    }

    /// <summary>Runs the tests of a project, and requires that a number of them ran and passed.</summary>
    private void Run(string framework, int count, params string[] arguments)
    {
        var output = ChildProcess.DotNetWith(Variable, Notes(framework), _consumer.PathOf(framework + "Tests"), arguments).Succeeded();
        Assert.That(output, Does.Match($@"(?i)total: *{count}\b"));
    }

    private void AssertReach(string framework, string expected)
        => Assert.That(File.ReadAllLines(Notes(framework)), Is.EquivalentTo(Consumer.Lines(expected)));

    private string Notes(string framework) => _consumer.PathOf(framework + ".reach.txt");

    private string Assembly(string framework) => _consumer.PathOf(framework + "Tests", "bin", "Debug", "net10.0", framework + "Tests.dll");

    private void Copy(string folder, string? target = null)
    {
        foreach (var file in Directory.GetFiles(Repository.PathOf("Hotpatch.Tests", "Packages", Folder, folder)))
            _consumer.Write($"{target ?? folder}/{Path.GetFileName(file)}", File.ReadAllText(file));
    }
}
