using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>
/// One program with each kind of method and each kind of patch, built and published in every mode, and run under the runtime's settings. The folder
/// Conformance has its sources. Warnings are errors, those of the trimmer and the AOT compiler too.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public sealed class ConformanceTests : IDisposable
{
    private readonly Consumer _consumer = Consumer.Application();

    [OneTimeSetUp]
    public void Build()
    {
        ConformanceProgram.WriteChecks(_consumer);
        _consumer.WriteApplication(ConformanceProgram.References, ConformanceProgram.Properties);
        _consumer.Write("App/Program.cs", ConformanceProgram.Source("Program.cs"));
        ChildProcess.DotNet(_consumer.PathOf("App"), "build", "--configuration", "Release").Succeeded();
    }

    [OneTimeTearDown]
    public void Dispose() => _consumer.Dispose();

    [TestCase("")]
    [TestCase("DOTNET_TieredCompilation=0")]
    [TestCase("DOTNET_TieredPGO=0")]
    [TestCase("DOTNET_TieredPGO=1")]
    [TestCase("DOTNET_TC_QuickJitForLoops=0")]
    [TestCase("DOTNET_TC_CallCountThreshold=1")]
    [TestCase("DOTNET_ReadyToRun=0")]
    [TestCase("DOTNET_EnableHWIntrinsic=0")]
    [TestCase("DOTNET_gcServer=1")]
    [TestCase("DOTNET_gcConcurrent=0")]
    [TestCase("DOTNET_GCgen0size=40000")]
    [TestCase("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1")]
    public void Built_program_runs_under(string setting)
    {
        var program = _consumer.PathOf("App", "bin", "Release", "net10.0", "App.dll");
        var result = setting.Split('=') is [var variable, var value]
            ? ChildProcess.DotNetWith(variable, value, _consumer.PathOf("App"), program)
            : ChildProcess.DotNet(_consumer.PathOf("App"), program);
        Assert.That(Consumer.Lines(result.Succeeded()), Is.EqualTo(new[] { "JIT" }));
    }

    [TestCase("self-contained", "JIT", "--self-contained")]
    [TestCase("single file", "JIT", "--self-contained", "false", "-p:PublishSingleFile=true")]
    [TestCase("trimmed", "JIT", "--self-contained", "-p:PublishTrimmed=true", "-p:TrimMode=full")]
    [TestCase("trimmed single file", "JIT", "--self-contained", "-p:PublishTrimmed=true", "-p:PublishSingleFile=true", "-p:EnableCompressionInSingleFile=true")]
    [TestCase("ReadyToRun", "JIT", "--self-contained", "false", "-p:PublishReadyToRun=true")]
    [TestCase("composite", "JIT", "--self-contained", "-p:PublishReadyToRun=true", "-p:PublishReadyToRunComposite=true")]
    [TestCase("NativeAOT", "AOT", "-p:PublishAot=true")]
    public void Published_program_runs(string mode, string compiler, params string[] arguments)
    {
        var folder = _consumer.PathOf("published", mode);
        ChildProcess.DotNet(_consumer.PathOf("App"), ["publish", "--output", folder, "--use-current-runtime", .. arguments]).Succeeded();
        var output = ChildProcess.Run(Path.Combine(folder, OperatingSystem.IsWindows() ? "App.exe" : "App"), folder).Succeeded();
        Assert.That(Consumer.Lines(output), Is.EqualTo(new[] { compiler }));
    }
}
