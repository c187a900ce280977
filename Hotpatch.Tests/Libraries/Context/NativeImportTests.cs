using System.Security.Cryptography;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Libraries.Context;

/// <summary>Under a trust, a library imports from native libraries of the system and the program only: no trust sees what others hold.</summary>
[NonParallelizable]
public class NativeImportTests
{
    private PrivateFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new PrivateFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase("./libevil.so")]
    [TestCase("../libevil.so")]
    [TestCase("sub/libevil.so")]
    [TestCase("/tmp/libevil.so")]
    [TestCase("/tmp/../libc.so.6")]
    [TestCase("..\\evil.dll")]
    [TestCase("C:\\evil.dll")]
    [TestCase("C:evil")]
    [TestCase("\\\\server\\share\\evil.dll")]
    [TestCase("@executable_path/libevil.dylib")]
    [TestCase("file:///tmp/libevil.so")]
    [TestCase("..")]
    public void A_path_is_refused_wherever_it_leads(string name)
    {
        var library = Compile($"[DllImport(@\"{name}\")] private static extern int Run();");
        var refusal = Assert.Throws<PatchTrustException>(() => PrivateFolder.Load(library, Trusting(library)))!;
        Assert.That(refusal.Message, Does.Contain("Fix is not trusted").And.Contain($"from '{name}'").And.Contain("No code of it has run"));
        PrivateFolder.Load(library).Unload();
    }

    [TestCase("[DllImport(\"./libevil.so\"), DefaultDllImportSearchPaths(DllImportSearchPath.System32)] private static extern int Run();")]
    [TestCase("[DllImport(\"./libevil.so\", ExactSpelling = true, EntryPoint = \"Other\")] private static extern int Run(); public static class Nested { }")]
    [TestCase("private static class Nested { [DllImport(\"./libevil.so\")] internal static extern unsafe int Run(byte* text); }")]
    public void However_it_is_imported(string member)
    {
        var library = Compile(member);
        Assert.That(() => PrivateFolder.Load(library, Trusting(library)), Throws.InstanceOf<PatchTrustException>().With.Message.Contains("./libevil.so"));
    }

    [Test]
    public void What_a_dependency_and_a_satellite_import_counts_too()
    {
        var dependency = _folder.Compile(Source("Dep", "[DllImport(\"./libevil.so\")] private static extern int Run();"), "Dep");
        var library = _folder.Compile("public static class Fix { public static System.Type Run() => typeof(Dep); }", "Fix", dependency);
        Assert.That(
            () => PrivateFolder.Load(library, Trusting(library, dependency)), Throws.InstanceOf<PatchTrustException>().With.Message.Contains("Dep is not trusted"));

        var alone = _folder.Compile("public static class Alone { }", "Alone");
        var satellite = _folder.Compile(
            "[assembly: System.Reflection.AssemblyCulture(\"de\")]"
                + "public static class Code { [System.Runtime.InteropServices.DllImport(\"./libevil.so\")] private static extern int Run(); }",
            "Alone.resources");
        Directory.CreateDirectory(_folder.PathOf("de"));
        File.Move(satellite, satellite = _folder.PathOf("de", "Alone.resources.dll"));
        Assert.That(
            () => PrivateFolder.Load(alone, Trusting(alone, satellite)), Throws.InstanceOf<PatchTrustException>().With.Message.Contains("Alone.resources is not trusted"));
    }

    [Test]
    public void A_name_beside_the_library_or_for_this_system_is_refused_whatever_its_list_says()
    {
        var extension = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        var library = Compile("[DllImport(\"privatenative\")] private static extern int Run();");
        var identifier = System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier;
        foreach (var place in new[] { "privatenative" + extension, Path.Combine("runtimes", identifier, "native", "privatenative" + extension) })
        {
            PrivateFolder.Load(library, Trusting(library)).Unload();
            var path = _folder.PathOf(place);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "native");
            Assert.That(() => PrivateFolder.Load(library, Trusting(library)), Throws.InstanceOf<PatchTrustException>().With.Message.Contains(path));
            File.Delete(path);
        }
    }

    [Test]
    public void A_name_of_the_systems_is_none_of_the_librarys()
    {
        var library = Compile("[DllImport(\"libc\")] private static extern int getpid();");
        File.WriteAllText(_folder.PathOf("Fix.deps.json"), "{}");
        PrivateFolder.Load(library, Trusting(library)).Unload();
    }

    [Test]
    public void A_native_library_is_found_where_the_list_says()
    {
        Assume.That(OperatingSystem.IsWindows(), Is.False);
        var extension = OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        var rid = System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier;
        var native = Path.Combine("runtimes", rid, "native", "libprivatenative" + extension);
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.PathOf(native))!);
        File.Copy(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "libSystem.Native" + extension), _folder.PathOf(native));
        var library = Compile(
            "[DllImport(\"privatenative\", EntryPoint = \"SystemNative_GetPid\")] private static extern int GetPid(); public static int Run() => GetPid();");
        File.WriteAllText(
            _folder.PathOf("Fix.deps.json"),
            $$"""
            { "runtimeTarget": { "name": "t" }, "targets": { "t": { "Native/1.0.0": { "runtimeTargets": {
                "runtimes/{{rid}}/native/libprivatenative{{extension}}": { "rid": "{{rid}}", "assetType": "native" } } } } } }
            """);
        var context = PrivateFolder.Load(library);
        Assert.That(context.Library.GetType("Fix")!.GetMethod("Run")!.Invoke(null, null), Is.EqualTo(Environment.ProcessId));
        context.Unload();
    }

    private string Compile(string members) => _folder.Compile(Source("Fix", members), "Fix");

    private static string Source(string type, string members) => $"using System.Runtime.InteropServices; public static class {type} {{ {members} }}";

    private static PatchTrust Trusting(params string[] paths) => PatchTrust.Sha256([.. paths.Select(path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))))]);
}
