using System.Buffers.Binary;
using System.Reflection.PortableExecutable;
using Hotpatch.Libraries.Reading;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.Libraries.Reading;

/// <summary>What is read of an assembly, and what is said of files that are none, or none for here.</summary>
public class LibraryImageTests
{
    [Test]
    public void A_library_says_what_it_is()
    {
        var image = LibraryImage.Read("SoundLibrary.dll", SoundLibrary.Bytes);
        Assert.Multiple(() =>
        {
            Assert.That(image.Name.Name, Is.EqualTo("SoundLibrary"));
            Assert.That(image.Name.Version, Is.EqualTo(new Version(1, 2, 3, 4)));
            Assert.That(image.NativeReferences, Is.EquivalentTo(new[] { "libc", "c" }));
            Assert.That(image.Symbols, Is.Null);
        });
    }

    [Test]
    public void Symbols_that_are_none_are_left_out()
        => Assert.That(LibraryImage.Read("x", SoundLibrary.Bytes, [1, 2, 3, 4]).Symbols, Is.Null);

    [TestCase(new byte[0], "it is empty")]
    [TestCase(new byte[] { 0x7F, (byte)'E', (byte)'L', (byte)'F', 2 }, "a native library (ELF)")]
    [TestCase(new byte[] { 0xCF, 0xFA, 0xED, 0xFE, 7 }, "a native library (Mach-O)")]
    [TestCase(new byte[] { (byte)'P', (byte)'K', 3, 4 }, "an archive")]
    [TestCase(new byte[] { (byte)'B', (byte)'S', (byte)'J', (byte)'B' }, "metadata or symbols")]
    [TestCase(new byte[] { (byte)'#', (byte)'!', (byte)'/' }, "a file of another kind")]
    [TestCase(new byte[] { (byte)'M', (byte)'Z' }, "")]
    public void A_file_of_another_kind(byte[] bytes, string problem) => Refuses(bytes, problem);

    [Test]
    public void A_native_library_of_this_machine()
        => Refuses(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, NativeName("coreclr"))), "a native library");

    [Test]
    public void A_native_library_of_Windows()
    {
        var bytes = SoundLibrary.Copy();
        bytes.AsSpan(Directory14(bytes), 8).Clear();
        Refuses(bytes, "it is a native library (PE)");
    }

    [Test]
    public void An_assembly_that_was_compiled_ahead_of_time()
        => Refuses(File.ReadAllBytes(typeof(Enumerable).Assembly.Location), "it was compiled ahead of time (ReadyToRun)");

    [TestCase(Machine.Arm64, "it is for Arm64, but this process is")]
    [TestCase((Machine)0x1234, "an unknown machine (0x1234)")]
    [TestCase(Machine.Amd64, "")]
    public void An_assembly_for_another_machine(Machine machine, string problem)
    {
        Assume.That(System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture, Is.EqualTo(System.Runtime.InteropServices.Architecture.X64));
        var bytes = SoundLibrary.Copy();
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(Pe(bytes) + 4), (ushort)machine);
        Refuses(bytes, problem);
    }

    [Test]
    public void A_reference_assembly()
        => RefusesSource("[assembly: System.Runtime.CompilerServices.ReferenceAssembly] public class Nothing;", "it is a reference assembly");

    [Test]
    public void A_module_without_assembly()
        => RefusesSource("public class Nothing;", "it is a module of one", OutputKind.NetModule);

    [Test]
    public void An_assembly_with_parts_in_other_files_is_refused()
    {
        using var image = new MemoryStream();
        var linked = new ResourceDescription("Text", "Text.txt", () => new MemoryStream([1, 2, 3]), isPublic: true);
        Assert.That(Compiled.Compilation("public class Nothing;").Emit(image, manifestResources: [linked]).Success, Is.True);
        Refuses(image.ToArray(), "it has a table File, which an assembly in one file cannot have");
    }

    private static void RefusesSource(string source, string problem, OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        using var folder = new TempFolder();
        Refuses(File.ReadAllBytes(Compiled.ToFolder(folder.FullName, source, kind: kind)), problem);
    }

    private static void Refuses(byte[] bytes, string problem)
    {
        var refusal = Assert.Throws<PatchLibraryException>(() => LibraryImage.Read("Fix.dll", bytes));
        Assert.That(refusal!.Message, Does.StartWith("Fix.dll cannot be loaded: ").And.Contain(problem));
    }

    private static string NativeName(string name)
        => OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";

    private static int Pe(byte[] bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(0x3C));

    // The directory of the managed header, in a file of the kind PE32.
    private static int Directory14(byte[] bytes) => Pe(bytes) + 24 + 96 + (14 * 8);
}
