using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Hotpatch.Libraries.Context;
using Hotpatch.Libraries.Reading;
using Hotpatch.Tests.Libraries.Reading;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Libraries.Context;

/// <summary>What a library takes from the app, what is its own, and what is said where something is missing.</summary>
[NonParallelizable]
public class LibraryContextTests
{
    private const string Dependency = "public static class Dependency { public static string Text => \"private\"; }";
    private const string UsesDependency = "public static class Fix { public static string Run() => Dependency.Text; }";

    [OneTimeSetUp]
    public void WatchContexts() => LibraryContexts.Watch();

    [OneTimeTearDown]
    public void No_context_is_left() => Assert.That(LibraryContexts.Left(), Is.Zero);

    [Test]
    public void A_dependency_beside_the_library_is_its_own_and_no_file_is_kept()
    {
        var folder = new PrivateFolder();
        var library = folder.Compile(UsesDependency, "Fix", folder.Compile(Dependency, "Dep"));
        var context = PrivateFolder.Load(library);
        folder.Dispose();
        Assert.Multiple(() =>
        {
            Assert.That(Run(context), Is.EqualTo("private"));
            Assert.That(context.PrivateAssemblies.Select(image => image.Name.Name), Is.EqualTo(new[] { "Dep" }));
            Assert.That(context.Name, Is.EqualTo("Fix.dll"));
            Assert.That(LibraryContext.IsLibraryContext(context.Library), Is.True);
            Assert.That(LibraryContext.IsLibraryContext(typeof(Patchable).Assembly), Is.False);
        });
        context.Unload();
    }

    [Test]
    public void What_the_app_has_is_the_apps()
    {
        using var folder = new PrivateFolder();
        var (json, runtime) = (typeof(Newtonsoft.Json.JsonConvert).Assembly.Location, typeof(Patchable).Assembly.Location);
        File.Copy(json, folder.PathOf("Newtonsoft.Json.dll"));
        File.Copy(runtime, folder.PathOf("Hotpatch.Runtime.dll"));
        var library = folder.Compile(
            "public static class Fix { public static object Run() => new System.Type[] { typeof(Newtonsoft.Json.JsonConvert), typeof(Hotpatch.Patchable) }; }",
            "Fix", json, runtime);
        var context = PrivateFolder.Load(library);
        Assert.That(Run(context), Is.EqualTo(new[] { typeof(Newtonsoft.Json.JsonConvert), typeof(Patchable) }));
        context.Unload();
    }

    [Test]
    public void A_higher_version_than_the_apps_is_the_librarys_own()
    {
        using var folder = new PrivateFolder();
        var json = folder.Compile(
            "[assembly: System.Reflection.AssemblyVersion(\"99.0.0.0\")] namespace Newtonsoft.Json { public class JsonConvert { } }", "Newtonsoft.Json");
        var context = PrivateFolder.Load(folder.Compile(
            "public static class Fix { public static object Run() => typeof(Newtonsoft.Json.JsonConvert).Assembly.GetName().Version.Major; }", "Fix", json));
        Assert.That(Run(context), Is.EqualTo(99));
        context.Unload();
    }

    [Test]
    public void A_target_is_the_apps_in_whatever_version()
    {
        using var folder = new PrivateFolder();
        var fixture = LoadedAssembly.WovenFixture("Release").Assembly;
        var newer = folder.Compile(
            "[assembly: System.Reflection.AssemblyVersion(\"99.0.0.0\")] namespace Fixtures { public class Calculator { } }", fixture.GetName().Name!);
        var context = PrivateFolder.Load(
            folder.Compile("public static class Fix { public static object Run() => typeof(Fixtures.Calculator).Assembly; }", "Fix", newer), targets: fixture);
        Assert.That(Run(context), Is.SameAs(fixture));
        context.Unload();
    }

    [Test]
    public void Two_targets_of_one_name_are_a_problem_until_one_is_named()
    {
        using var folder = new PrivateFolder();
        var (debug, release) = (LoadedAssembly.WovenFixture("Debug"), LoadedAssembly.WovenFixture("Release"));
        var library = folder.Compile("public static class Fix { public static object Run() => typeof(Fixtures.Calculator).Assembly; }", "Fix", release.Path);
        var refusal = Assert.Throws<PatchLibraryException>(() => PrivateFolder.Load(library, trust: null, debug.Assembly, release.Assembly));
        Assert.That(refusal!.Problems.Single(), Does.Contain("is loaded 2 times").And.Contain("Say in the options' Targets which of them is meant"));

        var context = PrivateFolder.Load(library, trust: null, debug.Assembly);
        Assert.That(Run(context), Is.SameAs(debug.Assembly));
        context.Unload();
    }

    [Test]
    public void All_that_is_missing_is_named()
    {
        using var folder = new PrivateFolder();
        var (one, two) = (folder.Compile("public class One;", "One"), folder.Compile("public class Two;", "Two"));
        var library = folder.Compile("public static class Fix { public static object Run() => (new One(), new Two()); }", "Fix", one, two);
        File.Delete(one);
        File.Delete(two);
        var refusal = Assert.Throws<PatchLibraryException>(() => PrivateFolder.Load(library));
        Assert.That(refusal!.Problems, Is.EquivalentTo(new[]
        {
            "Fix needs One 0.0.0.0, which was expected in the program or beside the library, but was not found",
            "Fix needs Two 0.0.0.0, which was expected in the program or beside the library, but was not found",
        }));
    }

    [Test]
    public void An_older_version_beside_the_library_does_not_do()
    {
        using var folder = new PrivateFolder();
        var library = folder.Compile(
            UsesDependency, "Fix", folder.Compile("[assembly: System.Reflection.AssemblyVersion(\"2.0.0.0\")]" + Dependency, "Dep"));
        folder.Compile("[assembly: System.Reflection.AssemblyVersion(\"1.0.0.0\")]" + Dependency, "Dep");
        var refusal = Assert.Throws<PatchLibraryException>(() => PrivateFolder.Load(library));
        Assert.That(refusal!.Problems.Single(), Is.EqualTo("Fix needs Dep 2.0.0.0 or higher, but 1.0.0.0 was found beside the library"));
    }

    [Test]
    public void Dependencies_may_refer_to_each_other_and_to_the_library()
    {
        using var folder = new PrivateFolder();
        var back = folder.Compile("public static class Back { public static string Text => \"\"; }", "Back");
        var there = folder.Compile("public static class There { public static string Text => Back.Text + \"there \"; public static string Own => \"round\"; }", "There", back);
        var stub = folder.Compile("public static class Fix { public static string Name => \"\"; }", "Fix");
        folder.Compile("public static class Back { public static string Text => Fix.Name + There.Own + \" and back \"; }", "Back", there, stub);
        var library = folder.Compile(
            "public static class Fix { public static string Name => \"Fix \"; public static string Run() => There.Text; }", "Fix", there);
        var context = PrivateFolder.Load(library);
        Assert.That(Run(context), Is.EqualTo("Fix round and back there "));
        context.Unload();
    }

    [Test]
    public void A_damaged_dependency_is_refused()
    {
        using var folder = new PrivateFolder();
        var dependency = folder.Compile(Dependency, "Dep");
        var library = folder.Compile(UsesDependency, "Fix", dependency);
        var bytes = File.ReadAllBytes(dependency);
        File.WriteAllBytes(dependency, bytes[..(bytes.Length / 2)]);
        Assert.That(Assert.Throws<PatchLibraryException>(() => PrivateFolder.Load(library))!.Problems.Single(), Does.Contain("Dep.dll cannot be loaded"));
    }

    [Test]
    public void A_dependency_under_another_name_is_refused()
    {
        using var folder = new PrivateFolder();
        var library = folder.Compile(UsesDependency, "Fix", folder.Compile(Dependency, "Dep"));
        File.Move(folder.Compile(Dependency, "Other"), folder.PathOf("Dep.dll"), overwrite: true);
        Assert.That(
            Assert.Throws<PatchLibraryException>(() => PrivateFolder.Load(library))!.Problems.Single(),
            Does.Contain("was expected to be the assembly Dep, but it is Other"));
    }

    [Test]
    public void Dependencies_must_be_trusted_like_the_library()
    {
        using var folder = new PrivateFolder();
        var dependency = folder.Compile(Dependency, "Dep");
        var library = folder.Compile(UsesDependency, "Fix", dependency);
        Assert.That(
            Assert.Throws<PatchTrustException>(() => PrivateFolder.Load(library, PatchTrust.Sha256(Hash(library))))!.Message, Does.Contain("Dep.dll"));

        var context = PrivateFolder.Load(library, PatchTrust.Sha256(Hash(library), Hash(dependency)));
        Assert.That(Run(context), Is.EqualTo("private"));
        context.Unload();
    }

    [Test]
    public void A_library_from_no_file_has_nothing_beside_it()
    {
        using var folder = new PrivateFolder();
        var library = folder.Compile(UsesDependency, "Fix", folder.Compile(Dependency, "Dep"));
        var image = LibraryImage.Read("Fix", File.ReadAllBytes(library));
        Assert.That(
            Assert.Throws<PatchLibraryException>(() => LibraryContext.Create(image, path: null, trust: null, targets: []))!.Problems, Has.Count.EqualTo(1));
    }

    [Test]
    public void What_the_list_of_dependencies_names_is_found_where_it_says()
    {
        using var folder = new PrivateFolder();
        var library = folder.Compile(UsesDependency, "Fix", folder.Compile(Dependency, "Dep"));
        var rid = System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier;
        Directory.CreateDirectory(folder.PathOf("runtimes", rid, "lib"));
        File.Move(folder.PathOf("Dep.dll"), folder.PathOf("runtimes", rid, "lib", "Dep.dll"));
        File.WriteAllText(
            folder.PathOf("Fix.deps.json"),
            $$"""
            {
              "runtimeTarget": { "name": ".NETCoreApp,Version=v8.0" },
              "targets": { ".NETCoreApp,Version=v8.0": {
                "Fix/1.0.0": { "runtime": { "Fix.dll": {} } },
                "Dep/1.0.0": { "runtimeTargets": { "runtimes/{{rid}}/lib/Dep.dll": { "rid": "{{rid}}", "assetType": "runtime" } } } } },
              "libraries": {
                "Fix/1.0.0": { "type": "project", "serviceable": false, "sha512": "" },
                "Dep/1.0.0": { "type": "package", "serviceable": false, "sha512": "" } }
            }
            """);
        var context = PrivateFolder.Load(library);
        Assert.That(Run(context), Is.EqualTo("private"));
        context.Unload();
    }

    [Test]
    public void A_list_of_dependencies_that_is_damaged_is_a_problem()
    {
        using var folder = new PrivateFolder();
        var library = folder.Compile(UsesDependency, "Fix", folder.Compile(Dependency, "Dep"));
        File.WriteAllText(folder.PathOf("Fix.deps.json"), "{ \"targets\": ");
        Assert.That(Assert.Throws<PatchLibraryException>(() => PrivateFolder.Load(library))!.Problems.Single(), Does.Contain("Fix.deps.json cannot be read"));
    }

    [Test]
    public void Satellites_are_found_by_culture()
    {
        using var folder = new PrivateFolder();
        folder.CompileSatellite("Fix", "de", "Preis");
        folder.CompileSatellite("Dep", "fr", "prix");
        var context = PrivateFolder.Load(folder.Compile(UsesDependency, "Fix", folder.Compile(Dependency, "Dep")));
        Assert.Multiple(() =>
        {
            Assert.That(Resource(context.Library, "de"), Is.EqualTo("Preis"));
            Assert.That(Resource(context.LoadFromAssemblyName(new AssemblyName("Dep")), "fr"), Is.EqualTo("prix"));
            Assert.That(() => Resource(context.Library, "it"), Throws.InstanceOf<FileNotFoundException>());
        });
        context.Unload();
    }

    [Test]
    public void A_native_library_beside_it_is_its_own_and_refused_where_there_is_a_trust()
    {
        using var folder = new PrivateFolder();
        var extension = OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        Assume.That(OperatingSystem.IsWindows(), Is.False);
        File.Copy(
            Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "libSystem.Native" + extension), folder.PathOf("libprivatenative" + extension));
        var library = folder.Compile(
            """
            public static class Fix
            {
                [System.Runtime.InteropServices.DllImport("privatenative", EntryPoint = "SystemNative_GetPid")] private static extern int GetPid();
                public static object Run() => GetPid();
            }
            """,
            "Fix");
        var refusal = Assert.Throws<PatchTrustException>(() => PrivateFolder.Load(library, PatchTrust.Sha256(Hash(library))));
        Assert.That(refusal!.Message, Does.Contain("libprivatenative").And.Contain("it is a native library. The system loads it by its path"));

        var context = PrivateFolder.Load(library);
        Assert.That(Run(context), Is.EqualTo(Environment.ProcessId));
        context.Unload();
    }

    [Test]
    public void A_type_that_the_runtime_cannot_make_is_found_when_the_library_is_loaded()
    {
        using var folder = new PrivateFolder();
        var dependency = folder.Compile("public interface IDependency { }", "Dep");
        var library = folder.Compile("public class Fix : IDependency { }", "Fix", dependency);
        folder.Compile("public interface IDependency { void More(); }", "Dep");
        Assert.That(Assert.Throws<PatchLibraryException>(() => PrivateFolder.Load(library))!.Message, Does.Contain("More"));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static object? Run(LibraryContext context) => context.Library.GetType("Fix")!.GetMethod("Run")!.Invoke(null, null);

    private static string Resource(Assembly assembly, string culture)
    {
        using var text = new StreamReader(assembly.GetSatelliteAssembly(new CultureInfo(culture)).GetManifestResourceStream("Text")!);
        return text.ReadToEnd();
    }

    private static string Hash(string path) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
}
