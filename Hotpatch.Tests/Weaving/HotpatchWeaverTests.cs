using System.Reflection;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Hotpatch.Fody;
using Hotpatch.Fody.Diagnostics;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis.Emit;
using Mono.Cecil;

namespace Hotpatch.Tests.Weaving;

/// <summary>The weaver as a library, from file to file.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HotpatchWeaverTests : IDisposable
{
    private const string Source = "public class C { public int M() => 1; [Hotpatch.Patchable] public int N() => 2; }";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Weaves_what_the_configuration_says()
    {
        var plain = Compiled.ToFolder(_folder.PathOf("plain"), Source);
        Assert.Multiple(() =>
        {
            Assert.That(Weave(plain).WovenMethods, Is.EqualTo(1));
            Assert.That(Weave(plain, options => options.Configuration = XElement.Parse("<Hotpatch Scope='All'/>")).WovenMethods, Is.EqualTo(2));
        });
    }

    [Test]
    public void Finds_references_in_folders_and_beside_the_input()
    {
        var references = ReferenceList.OfFixture("Debug");
        var plain = Compiled.ToFolder(_folder.PathOf("plain"), Source);
        var runtime = references.Paths.Single(path => Path.GetFileName(path) == "Hotpatch.Runtime.dll");
        var framework = Path.GetDirectoryName(references.Paths.Single(path => Path.GetFileName(path) == "System.Runtime.dll"))!;
        Assert.That(Codes(Weave(plain, options => options.References = [framework])), Is.EqualTo(new[] { "HP0002" }));

        File.Copy(runtime, _folder.PathOf("plain", "Hotpatch.Runtime.dll"));
        Assert.That(Weave(plain, options => options.References = [framework]).Problems, Is.Empty);
    }

    [Test]
    public void Gives_the_same_bytes_from_the_same_input_and_another_module_version_than_the_input()
    {
        var plain = Compiled.ToFolder(_folder.PathOf("plain"), Source);
        var first = Bytes();
        Assert.That(Bytes(), Is.EqualTo(first));
        Assert.That(Version(Output), Is.Not.EqualTo(Version(plain)));

        byte[] Bytes()
        {
            Assert.That(Weave(plain).Problems, Is.Empty);
            return [.. File.ReadAllBytes(Output), .. File.ReadAllBytes(Path.ChangeExtension(Output, ".pdb"))];
        }
    }

    [Test]
    public void Replaces_the_input_if_it_is_the_output()
    {
        var path = Compiled.ToFolder(_folder.FullName, Source);
        Assert.That(Weave(path, output: path).Problems, Is.Empty);
        Assert.That(Codes(Weave(path, output: path)), Is.EqualTo(new[] { "HP0001" }));
        Assert.That(File.Exists(path), "an input is no half-done output");
    }

    [TestCase("<Hotpatch Colour='Blue'/>", "HP0004")]
    [TestCase("<Hotpatch Include='Nowhere'/>", "HP0007")]
    [TestCase("<Foo/>", "HP0004")]
    public void Leaves_no_output_after_an_error(string configuration, string code)
    {
        var plain = Compiled.ToFolder(_folder.PathOf("plain"), Source);
        Assert.That(Weave(plain).HasErrors, Is.False);

        var result = Weave(plain, options => (options.Configuration, options.ConfigurationPlace) = (XElement.Parse(configuration), "the item X of Y"));
        Assert.That(Codes(result), Is.EqualTo(new[] { code }));
        Assert.That(result.Problems[0].Text, Does.Contain(" in the item X of Y "));
        Assert.That(Directory.GetFileSystemEntries(Path.GetDirectoryName(Output)!), Is.Empty);
    }

    [Test]
    public void Problems_of_the_input_are_errors()
    {
        File.WriteAllText(_folder.PathOf("Text.dll"), "no assembly");
        Assert.Multiple(() =>
        {
            Assert.That(Codes(Weave(_folder.PathOf("Nowhere.dll"))), Is.EqualTo(new[] { "HP0012" }));
            Assert.That(Codes(Weave(_folder.PathOf("Nowhere", "Nowhere.dll"))), Is.EqualTo(new[] { "HP0012" }));
            Assert.That(Codes(Weave(_folder.PathOf("Text.dll"))), Is.EqualTo(new[] { "HP0012" }));
        });
    }

    [Test]
    public void Native_code_of_ReadyToRun_is_dropped()
    {
        // The framework's own assemblies are ReadyToRun images.
        var log = new List<string>();
        var result = Weave(typeof(System.Text.Json.JsonDocument).Assembly.Location, options =>
        {
            options.Configuration = XElement.Parse("<Hotpatch Include='System.Text.Json.JsonSerializer.Serialize'/>");
            options.Log = entry => log.Add(entry.Text);
        });
        Assert.That(result.Problems.Select(problem => problem.Text), Is.Empty);
        Assert.That(log, Has.Some.EqualTo("System.Text.Json.dll was compiled with ReadyToRun. The woven assembly has only its IL, which the JIT compiles at run time."));
        using (var reader = new PEReader(File.OpenRead(Output)))
        {
            Assert.That(reader.PEHeaders.CorHeader!.Flags.HasFlag(CorFlags.ILOnly));
            Assert.That(reader.PEHeaders.CorHeader.ManagedNativeHeaderDirectory.Size, Is.Zero);
            Assert.That(reader.PEHeaders.CoffHeader.Machine, Is.EqualTo(Machine.I386));
            Assert.That(reader.PEHeaders.PEHeader!.Magic, Is.EqualTo(PEMagic.PE32));
        }

        var context = new System.Runtime.Loader.AssemblyLoadContext(name: null, isCollectible: true);
        var serialize = context.LoadFromAssemblyPath(Output).GetType("System.Text.Json.JsonSerializer")!.GetMethods()
            .Single(method => method.Name == "Serialize" && method.GetParameters() is [{ ParameterType.Name: "Object" }, { ParameterType.Name: "Type" }, { ParameterType.Name: "JsonSerializerOptions" }]);
        Assert.That(serialize.Invoke(null, [new[] { 1, 2 }, typeof(int[]), null]), Is.EqualTo("[1,2]"));
        var handle = Patchable.In(serialize.Module.Assembly).Single(handle => handle.Method == serialize);
        handle.Patch((object _, Type _, object _) => "patched");
        Assert.That(serialize.Invoke(null, [new[] { 1, 2 }, typeof(int[]), null]), Is.EqualTo("patched"));
        context.Unload();
    }

    [Test]
    public void An_output_that_cannot_be_written_is_an_error()
    {
        var plain = Compiled.ToFolder(_folder.PathOf("plain"), Source);
        File.WriteAllText(_folder.PathOf("file"), "");
        var result = Weave(plain, output: _folder.PathOf("file", "Snippet.dll"));
        Assert.That(Codes(result), Is.EqualTo(new[] { "HP0012" }));
        Assert.That(result.Problems[0].Text, Does.StartWith($"HP0012: The output {_folder.PathOf("file", "Snippet.dll")} could not be written: "));

        Directory.CreateDirectory(Output);
        Assert.That(Weave(plain).Problems.Single().Text, Does.StartWith($"HP0012: The output {Output} could not be written: "), "a folder");
    }

    [Test]
    public void The_runtime_is_refused()
    {
        var result = Weave(typeof(Patchable).Assembly.Location);
        Assert.That(result.Problems.Single().Text, Is.EqualTo("HP0059: Hotpatch.Runtime can't be woven: woven code calls it. Weave another assembly."));
        Assert.That(File.Exists(Output), Is.False);
    }

    [Test]
    public void Paths_that_are_empty_or_null_name_their_parameter()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => Weave(""), Throws.ArgumentException.With.Property("ParamName").EqualTo("input"));
            Assert.That(() => Weave("Snippet.dll", output: ""), Throws.ArgumentException.With.Property("ParamName").EqualTo("output"));
            Assert.That(() => Weave(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("input"));
        });
    }

    [Test]
    public void A_Windows_PDB_file_is_left_out()
    {
        var plain = Compiled.ToFolder(_folder.PathOf("plain"), Source);
        File.WriteAllText(Path.ChangeExtension(plain, ".pdb"), "Microsoft C/C++ MSF 7.00");
        var log = new List<LogEntry>();
        Assert.That(Weave(plain, options => options.Log = log.Add).Problems, Is.Empty);
        Assert.That(File.Exists(Path.ChangeExtension(Output, ".pdb")), Is.False);
        Assert.That(log.Select(entry => entry.Text), Has.Some.EqualTo(
            "Snippet.dll is woven without symbols: Snippet.pdb is a Windows PDB file. Set DebugType to portable in the project that makes it."));
    }

    [TestCase(DebugInformationFormat.PortablePdb, true)]
    [TestCase(DebugInformationFormat.Embedded, false)]
    [TestCase(null, false)]
    public void Symbols_come_along(DebugInformationFormat? format, bool hasFile)
    {
        // An older output had a file.
        Weave(Compiled.ToFolder(_folder.PathOf("older"), Source));
        Assert.That(Weave(Compiled.ToFolder(_folder.PathOf("plain"), Source, symbols: format)).Problems, Is.Empty);
        Assert.That(File.Exists(Path.ChangeExtension(Output, ".pdb")), Is.EqualTo(hasFile));
        using var module = ModuleDefinition.ReadModule(Output, new ReaderParameters { ReadSymbols = format is not null });
        Assert.That(module.HasSymbols, Is.EqualTo(format is not null));
    }

    [Test]
    public void A_switched_off_assembly_is_woven_if_the_options_say_so()
    {
        var plain = Compiled.ToFolder(_folder.PathOf("plain"), "[assembly: System.Reflection.AssemblyMetadata(\"Hotpatch.NotWoven\", \"Hotpatch\")]" + Source);
        Assert.That(Weave(plain).WovenMethods, Is.Zero);
        Assert.That(Weave(plain, options => options.WeaveSwitchedOff = true).WovenMethods, Is.EqualTo(1));
        Assert.That(Patchable.In(LoadedAssembly.Load(Output).Assembly), Has.Count.EqualTo(1));
    }

    [Test]
    public void The_public_key_stays_and_without_the_key_file_the_signature_is_empty()
    {
        var plain = Signed(out var key);
        Assert.That(Weave(plain).Problems, Is.Empty);
        Assert.Multiple(() =>
        {
            Assert.That(AssemblyName.GetAssemblyName(Output).FullName, Is.EqualTo(AssemblyName.GetAssemblyName(plain).FullName));
            Assert.That(SignatureOf(Output), Is.EqualTo(new byte[SignatureOf(plain).Length]), "public-signed");
        });

        Assert.That(Weave(plain, options => options.KeyFile = key).Problems, Is.Empty);
        Assert.Multiple(() =>
        {
            Assert.That(AssemblyName.GetAssemblyName(Output).FullName, Is.EqualTo(AssemblyName.GetAssemblyName(plain).FullName));
            Assert.That(SignatureOf(Output), Has.Some.Not.Zero);
        });
    }

    [Test]
    public void The_key_file_of_another_assembly_is_an_error()
    {
        var plain = Signed(out _);
        File.WriteAllBytes(_folder.PathOf("Other.snk"), new KeyFiles().Pair);
        Assert.That(Codes(Weave(plain, options => options.KeyFile = _folder.PathOf("Other.snk"))), Is.EqualTo(new[] { "HP0019" }));
    }

    [Test]
    public void A_key_file_that_is_missing_is_named()
    {
        var missing = _folder.PathOf("Missing.snk");
        var result = Weave(Compiled.ToFolder(_folder.PathOf("plain"), Source), options => options.KeyFile = missing);
        Assert.That(result.Problems.Single().Text, Is.EqualTo($"HP0019: Snippet.dll can't be signed: the key file {missing} is missing. Correct the path in KeyFile, or name no key file."));
    }

    private string Output => _folder.PathOf("woven", "Snippet.dll");

    private WeavingResult Weave(string input, Action<HotpatchWeaverOptions>? set = null, string? output = null)
    {
        var options = new HotpatchWeaverOptions { References = ReferenceList.OfFixture("Debug").Paths };
        set?.Invoke(options);
        return HotpatchWeaver.Weave(input, output ?? Output, options);
    }

    private string Signed(out string key)
    {
        key = _folder.PathOf("Key.snk");
        File.WriteAllBytes(key, new KeyFiles().Pair);
        var path = _folder.PathOf("signed", "Snippet.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var module = ModuleDefinition.ReadModule(Compiled.ToFolder(_folder.PathOf("plain"), Source));
        module.Write(path, new WriterParameters { StrongNameKeyBlob = File.ReadAllBytes(key) });
        return path;
    }

    private static byte[] SignatureOf(string path)
    {
        using var reader = new PEReader(File.OpenRead(path));
        Assert.That(reader.PEHeaders.CorHeader!.Flags.HasFlag(CorFlags.StrongNameSigned));
        var directory = reader.PEHeaders.CorHeader.StrongNameSignatureDirectory;
        return [.. reader.GetSectionData(directory.RelativeVirtualAddress).GetContent(0, directory.Size)];
    }

    private static Guid Version(string path)
    {
        using var module = ModuleDefinition.ReadModule(path);
        return module.Mvid;
    }

    private static string[] Codes(WeavingResult result) => [.. result.Problems.Select(problem => problem.Code!)];
}
