using System.Text;
using Hotpatch.Libraries.Context;

namespace Hotpatch.Tests.Libraries.Context;

/// <summary>Lists of dependencies are read as the .NET host reads them, and refused where they are none.</summary>
public class DependencyListTests
{
    private static readonly string[] Linux = ["linux-x64", "linux", "unix-x64", "unix", "any"];

    [TestCase("", "cannot be read: The input does not contain any JSON tokens")]
    [TestCase("{ \"targets\": ", "cannot be read: ")]
    [TestCase("{}", "runtimeTarget in the list was expected, but none was found")]
    [TestCase("[]", "an object as the list was expected, but Array was found")]
    [TestCase("null", "an object as the list was expected, but Null was found")]
    [TestCase("""{"runtimeTarget":5}""", "an object as runtimeTarget was expected, but Number was found")]
    [TestCase("""{"runtimeTarget":{"name":5},"targets":{}}""", "a text as the name of runtimeTarget was expected, but Number was found")]
    [TestCase("""{"runtimeTarget":{}}""", "name in runtimeTarget was expected, but none was found")]
    [TestCase("""{"runtimeTarget":"t"}""", "targets in the list was expected, but none was found")]
    [TestCase("""{"runtimeTarget":"t","targets":[]}""", "an object as targets was expected, but Array was found")]
    [TestCase("""{"runtimeTarget":"t","targets":{"u":{}}}""", "t in targets was expected, but none was found")]
    [TestCase("""{"runtimeTarget":"t","targets":{"t":"x"}}""", "an object as the target t was expected, but String was found")]
    [TestCase("""{"runtimeTarget":"t","targets":{"t":{"Dep/1":true}}}""", "an object as Dep/1 was expected, but True was found")]
    [TestCase("""{"runtimeTarget":"t","targets":{"t":{"Dep/1":{"runtime":[]}}}}""", "an object as runtime of Dep/1 was expected, but Array was found")]
    [TestCase("""{"runtimeTarget":"t","targets":{"t":{"Dep/1":{"runtime":{"Dep.dll":1}}}}}""", "an object as Dep.dll was expected, but Number was found")]
    [TestCase("""{"runtimeTarget":"t","targets":{"t":{"Dep/1":{"runtimeTargets":{"Dep.dll":{"rid":"any"}}}}}}""", "assetType in Dep.dll was expected, but none was found")]
    [TestCase("""{"runtimeTarget":"t","targets":{"t":{"Dep/1":{"runtimeTargets":{"Dep.dll":{"rid":1,"assetType":"native"}}}}}}""", "a text as rid of Dep.dll was expected, but Number was found")]
    [TestCase("""{"runtimeTarget":"t","targets":{"t":{"Dep/1":{"runtime":{"\\uD800.dll":{}}}}}}""", "cannot be read: ")]
    public void What_is_no_list_is_refused_with_what_was_found(string text, string found)
        => Assert.That(() => Read(text), Throws.TypeOf<PatchLibraryException>().With.Message.Contains("Fix.deps.json cannot be read: ").And.Message.Contains(found));

    [TestCase("[")]
    [TestCase("""{"a":""")]
    public void What_is_a_million_deep_is_refused(string level)
        => Assert.That(
            () => Read(string.Concat(Enumerable.Repeat(level, 1_000_000))), Throws.TypeOf<PatchLibraryException>().With.Message.Contains("maximum configured depth"));

    [Test]
    public void What_is_no_UTF_8_is_refused()
        => Assert.That(
            () => DependencyListReader.Read("Fix.deps.json", Encoding.Latin1.GetBytes(Package("\"runtime\": { \"D\u00e9p.dll\": {} }")), Linux),
            Throws.TypeOf<PatchLibraryException>().With.Message.Contains("Fix.deps.json cannot be read"));

    [TestCase("../Dep.dll")]
    [TestCase("lib/../../Dep.dll")]
    [TestCase("/tmp/Dep.dll")]
    [TestCase("C:/Dep.dll")]
    [TestCase("..\\\\Dep.dll")]
    [TestCase("lib//Dep.dll")]
    public void A_path_out_of_the_folder_is_refused(string path)
    {
        Refused($$""" "runtime": { "{{path}}": {} } """);
        Refused($$""" "runtime": { "Dep.dll": { "localPath": "{{path}}" } } """);
        Refused($$""" "runtimeTargets": { "{{path}}": { "rid": "any", "assetType": "runtime" } } """);

        static void Refused(string members)
            => Assert.That(
                () => Read(Package(members)),
                Throws.TypeOf<PatchLibraryException>().With.Message.Contains("a path below the library's folder was expected"));
    }

    [Test]
    public void Assets_for_every_system_lie_beside_the_library()
    {
        var list = Read(Package(
            """
            "runtime": { "lib/net8.0/Dep.dll": { "assemblyVersion": "1.0.0.0" }, "lib/net8.0/_._": {}, "lib/net8.0/Other.dll": { "localPath": "own/Other.dll" } },
            "resources": { "lib/net8.0/de/Dep.resources.dll": { "locale": "de" } },
            "native": { "tools/libdep.so": {} },
            "compile": { "ref/Dep.dll": {} }
            """));
        Assert.That(list.Assemblies, Is.EqualTo(new[] { "Dep.dll", Path.Combine("own", "Other.dll") }));
        Assert.That(list.Satellites, Is.EqualTo(new[] { Path.Combine("de", "Dep.resources.dll") }));
        Assert.That(list.Native, Is.EqualTo(new[] { "libdep.so" }));
    }

    [TestCase("linux-x64", "linux", ExpectedResult = "runtimes/linux-x64/lib/Dep.dll")]
    [TestCase("unix", "linux", ExpectedResult = "runtimes/linux/lib/Dep.dll")]
    [TestCase("any", "unix-x64", ExpectedResult = "runtimes/unix-x64/lib/Dep.dll")]
    [TestCase("any", "win", ExpectedResult = "runtimes/any/lib/Dep.dll")]
    [TestCase("win", "osx-arm64", ExpectedResult = "Dep.dll")]
    public string The_closest_system_is_taken_and_else_what_is_for_all(string one, string other)
        => Read(Package(
            $$"""
            "runtime": { "lib/Dep.dll": {} },
            "runtimeTargets": {
              "runtimes/{{one}}/lib/Dep.dll": { "rid": "{{one}}", "assetType": "runtime" },
              "runtimes/{{other}}/lib/Dep.dll": { "rid": "{{other}}", "assetType": "runtime" },
              "runtimes/linux-x64/native/libdep.so": { "rid": "linux-x64", "assetType": "native" } }
            """)).Assemblies.Single().Replace(Path.DirectorySeparatorChar, '/');

    [Test]
    public void Each_kind_has_its_closest_system_by_itself()
    {
        var list = Read(Package(
            """
            "native": { "libdep.so": {} }, "runtime": { "Dep.dll": {} },
            "runtimeTargets": {
              "runtimes/linux-x64/native/libdep.so": { "rid": "linux-x64", "assetType": "native" },
              "runtimes/linux-x64/native/libmore.so": { "rid": "linux-x64", "assetType": "native" } }
            """));
        Assert.That(list.Assemblies, Is.EqualTo(new[] { "Dep.dll" }));
        Assert.That(list.Native.Select(Path.GetFileName), Is.EqualTo(new[] { "libdep.so", "libmore.so" }));
        Assert.That(list.Native.Select(Path.GetDirectoryName), Has.All.EqualTo(Path.Combine("runtimes", "linux-x64", "native")));
    }

    [Test]
    public void A_mark_of_UTF_8_and_comments_do_not_matter()
        => Assert.That(Read("\uFEFF// made by hand\n" + Package(""" "runtime": { "Dep.dll": {} } """)).Assemblies, Is.EqualTo(new[] { "Dep.dll" }));

    [TestCase("linux-x64", "linux", "x64", ExpectedResult = "linux-x64 linux unix-x64 unix any")]
    [TestCase("linux-musl-arm64", "linux", "arm64", ExpectedResult = "linux-musl-arm64 linux-musl linux-arm64 linux unix-arm64 unix any")]
    [TestCase("alpine.3.22-x64", "linux", "x64", ExpectedResult = "alpine.3.22-x64 linux-musl-x64 linux-musl linux-x64 linux unix-x64 unix any")]
    [TestCase("ubuntu.24.04-x64", "linux", "x64", ExpectedResult = "ubuntu.24.04-x64 linux-x64 linux unix-x64 unix any")]
    [TestCase("osx-arm64", "osx", "arm64", ExpectedResult = "osx-arm64 osx unix-arm64 unix any")]
    [TestCase("win-x64", "win", "x64", ExpectedResult = "win-x64 win any")]
    public string Systems_fall_back(string exact, string system, string architecture) => string.Join(' ', RuntimeIdentifiers.Of(exact, system, architecture));

    [Test]
    public void Systems_of_this_process_begin_with_its_own()
        => Assert.That(RuntimeIdentifiers.OfThisProcess[0], Is.EqualTo(System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier));

    private static string Package(string members) => $$"""{ "runtimeTarget": { "name": "t" }, "targets": { "t": { "Dep/1.0.0": { {{members}} } } } }""";

    private static DependencyList Read(string text) => DependencyListReader.Read("Fix.deps.json", Encoding.UTF8.GetBytes(text), Linux);
}
