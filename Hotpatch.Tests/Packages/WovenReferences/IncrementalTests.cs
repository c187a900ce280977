using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages.WovenReferences;

/// <summary>A copy is woven again when its input or an option has changed, and only then. Each test starts from a project that is up to date.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public sealed class IncrementalTests : IDisposable
{
    private readonly Consumer _consumer = Product.Write();

    [SetUp]
    public void BringUpToDate()
    {
        WriteItems(Product.Items);
        _consumer.Write("Shop/Shop.cs", Product.Source);
        _consumer.Write("App/Program.cs", Product.ProgramByType);
        _consumer.Build();
    }

    [OneTimeTearDown]
    public void Dispose() => _consumer.Dispose();

    [Test]
    public void Build_without_a_change_weaves_and_copies_nothing()
    {
        var before = State();
        var weavings = Weavings(_consumer.Build()) + Weavings(_consumer.Build("--no-restore"));
        Assert.That(weavings, Is.Zero);
        Assert.That(State(), Is.EqualTo(before));
        Assert.That(_consumer.Run(), Is.EqualTo(Product.Output));
    }

    [Test]
    public void Edited_product_is_woven_again_alone()
    {
        _consumer.Write("Shop/Shop.cs", Product.Source.Replace("quantity * UnitPrice", "quantity * UnitPrice * 10", StringComparison.Ordinal));
        Assert.That(Weavings(_consumer.Build()), Is.EqualTo(1));
        Assert.That(_consumer.Run(), Is.EqualTo(Product.Output.Select(line => line.Replace("6 1", "60 1", StringComparison.Ordinal))));
    }

    [Test]
    public void Product_that_was_built_alone_is_woven_again()
    {
        _consumer.Write("Shop/Shop.cs", Product.Source.Replace("quantity * UnitPrice", "quantity * UnitPrice * 10", StringComparison.Ordinal));
        ChildProcess.DotNet(_consumer.PathOf("Shop"), "build").Succeeded();
        Assert.That(Weavings(_consumer.Build("--no-restore", "-p:BuildProjectReferences=false")), Is.EqualTo(1));
        Assert.That(_consumer.Run()[0], Is.EqualTo("60 1 now true"));
    }

    [Test]
    public void Changed_option_weaves_again()
    {
        WriteItems(Product.Items.Replace("JsonConvert.ToString", "JsonConvert", StringComparison.Ordinal));
        Assert.That(Weavings(_consumer.Build()), Is.EqualTo(1));
        Assert.That(_consumer.Run(), Is.EqualTo(Product.Output));
    }

    [Test]
    public void Removed_item_gives_the_plain_assembly_back()
    {
        WriteItems(Product.Items.Replace("""<HotpatchReference Include="Shop" Scope="All" />""", "", StringComparison.Ordinal));
        Assert.That(Weavings(_consumer.Build()), Is.Zero);
        Assert.That(File.ReadAllBytes(InOutput("Shop.dll")), Is.EqualTo(File.ReadAllBytes(_consumer.PathOf("Shop", "bin", "Debug", "net10.0", "Shop.dll"))));
        Assert.That(File.Exists(Copy("Shop.dll")), Is.False);
        Assert.That(File.Exists(Copy("Newtonsoft.Json.dll")));
    }

    [Test]
    public void Failed_weaving_leaves_no_copy()
    {
        WriteItems(Product.Items.Replace("JsonConvert.ToString", "JsonConverts", StringComparison.Ordinal));
        Assert.That(
            _consumer.TryBuild().Failed(),
            Does.Match(@"App\.csproj\(\d+,\d+\): error HP0059: HotpatchReference Newtonsoft\.Json of App\.csproj could not be woven: HP0007: The pattern Newtonsoft\.Json\.JsonConverts"));
        Assert.That(File.Exists(Copy("Newtonsoft.Json.dll")), Is.False);
        Assert.That(File.Exists(Copy("Shop.dll")));

        WriteItems(Product.Items);
        Assert.That(Weavings(_consumer.Build()), Is.EqualTo(1));
        Assert.That(_consumer.Run(), Is.EqualTo(Product.Output));
    }

    [Test]
    public void Deleted_or_damaged_copy_is_woven_again()
    {
        File.Delete(Copy("Shop.pdb"));
        File.Delete(Copy("Newtonsoft.Json.dll"));
        Assert.That(Weavings(_consumer.Build()), Is.EqualTo(2));
    }

    [Test]
    public void Switched_off_project_weaves_nothing_and_still_compiles_handles_by_name()
    {
        _consumer.Write("App/Program.cs", Product.Program);
        Assert.That(Weavings(_consumer.Build("-p:Hotpatch=false")), Is.Zero);
        Assert.That(File.ReadAllBytes(InOutput("Shop.dll")), Is.EqualTo(File.ReadAllBytes(_consumer.PathOf("Shop", "bin", "Debug", "net10.0", "Shop.dll"))));
    }

    [Test]
    public void Cleaning_deletes_the_copies()
    {
        ChildProcess.DotNet(_consumer.PathOf("App"), "clean").Succeeded();
        Assert.That(Directory.GetFiles(_consumer.PathOf("App", "obj", "Debug", "net10.0"), "*", SearchOption.AllDirectories).Where(file => file.Contains("Hotpatch/", StringComparison.Ordinal)), Is.Empty);
        Assert.That(File.Exists(InOutput("Shop.dll")), Is.False);
    }

    private static int Weavings(string output) => output.Split("Hotpatch weaves a copy of ").Length - 1;

    private void WriteItems(string items)
        => _consumer.WriteApplication(
            Consumer.ApplicationReferences + items,
            "<SignAssembly>true</SignAssembly><AssemblyOriginatorKeyFile>../Key.snk</AssemblyOriginatorKeyFile>");

    private string InOutput(string file) => _consumer.PathOf("App", "bin", "Debug", "net10.0", file);

    private string Copy(string file) => _consumer.PathOf("App", "obj", "Debug", "net10.0", "Hotpatch", file);

    private (string File, DateTime Time)[] State()
        =>
        [
            .. Directory.GetFiles(_consumer.PathOf("App", "bin"), "*", SearchOption.AllDirectories)
                .Concat(Directory.GetFiles(_consumer.PathOf("App", "obj", "Debug", "net10.0", "Hotpatch")))
                .Order(StringComparer.Ordinal)
                .Select(file => (file, File.GetLastWriteTimeUtc(file))),
        ];
}
