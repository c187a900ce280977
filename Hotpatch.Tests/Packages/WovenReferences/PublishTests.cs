using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Text;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages.WovenReferences;

/// <summary>One program that weaves a copy of a signed project and of a package, built and published in every mode. The product itself stays unwoven.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public sealed class PublishTests : IDisposable
{
    // Newtonsoft.Json warns when it is trimmed, woven or not.
    private readonly Consumer _consumer = Product.Write(properties: "<NoWarn>$(NoWarn);IL2026;IL2104;IL3050;IL3053</NoWarn>");

    [OneTimeSetUp]
    public void Build() => _consumer.Build();

    [OneTimeTearDown]
    public void Dispose() => _consumer.Dispose();

    [Test]
    public void Built()
    {
        Assert.That(_consumer.Run(), Is.EqualTo(Product.Output));
        Assert.That(IsWoven(_consumer.PathOf("App", "bin", "Debug", "net10.0", "Shop.dll")));
        Assert.That(IsWoven(_consumer.PathOf("Shop", "bin", "Debug", "net10.0", "Shop.dll")), Is.False, "the product itself");
        Assert.That(
            AssemblyName.GetAssemblyName(_consumer.PathOf("App", "bin", "Debug", "net10.0", "Shop.dll")).FullName,
            Is.EqualTo(AssemblyName.GetAssemblyName(_consumer.PathOf("Shop", "bin", "Debug", "net10.0", "Shop.dll")).FullName));
    }

    [Test]
    public void Symbols_of_the_copy_name_the_same_sources()
    {
        // Documents without a method are not written again.
        var expected = new[] { _consumer.PathOf("Shop", "Shop.cs"), """{"documents":{"/*":"https://example.org/*"}}""" };
        Assert.That(SymbolsOf("App"), Is.EqualTo(expected));
        Assert.That(SymbolsOf("Shop"), Is.SupersetOf(expected));
    }

    [Test]
    public void Run() => Assert.That(Lines(ChildProcess.DotNet(_consumer.PathOf("App"), "run", "--no-build").Succeeded()), Is.EqualTo(Product.Output));

    [TestCase("no-build", "--no-build", "--configuration", "Debug")]
    [TestCase("framework-dependent")]
    [TestCase("self-contained", "--self-contained", "--use-current-runtime")]
    [TestCase("single-file", "--use-current-runtime", "--self-contained", "false", "-p:PublishSingleFile=true")]
    [TestCase("single-file-self-contained", "--use-current-runtime", "--self-contained", "-p:PublishSingleFile=true")]
    [TestCase("trimmed", "--use-current-runtime", "--self-contained", "-p:PublishTrimmed=true")]
    [TestCase("trimmed-single-file", "--use-current-runtime", "--self-contained", "-p:PublishTrimmed=true", "-p:PublishSingleFile=true")]
    [TestCase("ReadyToRun", "--use-current-runtime", "--self-contained", "false", "-p:PublishReadyToRun=true")]
    [TestCase("NativeAOT", "--use-current-runtime", "-p:PublishAot=true")]
    public void Published(string mode, params string[] arguments)
    {
        var folder = _consumer.PathOf("published", mode);
        ChildProcess.DotNet(_consumer.PathOf("App"), ["publish", "--output", folder, .. arguments]).Succeeded();
        var program = Path.Combine(folder, OperatingSystem.IsWindows() ? "App.exe" : "App");
        Assert.That(Lines(ChildProcess.Run(program, folder).Succeeded()), Is.EqualTo(Product.Output));
        if (mode == "ReadyToRun")
            Assert.That(IsNative(Path.Combine(folder, "Shop.dll")), "the woven copy is compiled to native code");
    }

    // The documents, and the links to their source.
    private string[] SymbolsOf(string project)
    {
        using var provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(_consumer.PathOf(project, "bin", "Debug", "net10.0", "Shop.pdb")));
        var reader = provider.GetMetadataReader();
        var ofModule = reader.GetCustomDebugInformation(EntityHandle.ModuleDefinition).Select(handle => reader.GetCustomDebugInformation(handle).Value);
        return
        [
            .. reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name)),
            .. ofModule.Select(value => Encoding.UTF8.GetString(reader.GetBlobBytes(value))).Where(text => text.Contains("documents", StringComparison.Ordinal)),
        ];
    }

    private static bool IsWoven(string path)
    {
        using var module = Mono.Cecil.ModuleDefinition.ReadModule(path);
        return module.Assembly.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "WovenAssemblyAttribute");
    }

    private static bool IsNative(string path)
    {
        using var module = Mono.Cecil.ModuleDefinition.ReadModule(path);
        return !module.Attributes.HasFlag(Mono.Cecil.ModuleAttributes.ILOnly);
    }

    private static string[] Lines(string output) => Consumer.Lines(output);
}
