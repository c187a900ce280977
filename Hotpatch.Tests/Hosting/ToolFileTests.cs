extern alias tool;

using System.Security.Cryptography;
using Hotpatch.Tests.Support;
using Mono.Cecil;

namespace Hotpatch.Tests.Hosting;

/// <summary>The commands for files, without a process: keys, signatures, weaving, a check against a program.</summary>
public class ToolFileTests
{
    private TempFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TempFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task Keys_sign_what_programs_with_the_public_key_trust()
    {
        var key = _folder.PathOf("release.pem");
        var (code, output) = await Run("keys", "new", key);
        Assert.That(code, Is.Zero, output);
        if (!OperatingSystem.IsWindows())
            Assert.That(File.GetUnixFileMode(key), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));

        var library = _folder.PathOf("Fix.dll");
        await File.WriteAllTextAsync(library, "bytes");
        Assert.That(await Run("sign", library, "--key", key), Is.EqualTo((0, library + ".sig\n")));
        var (bytes, signature, pem) = (await File.ReadAllBytesAsync(library), await File.ReadAllBytesAsync(library + ".sig"), await File.ReadAllTextAsync(_folder.PathOf("release.pub.pem")));
        Assert.That(PatchSignature.Verify(bytes, signature, pem), Is.True);

        (code, output) = await Run("keys", "new", key);
        Assert.That(code, Is.EqualTo(2));
        Assert.That(output, Does.Contain("a key that was overwritten is lost"));
    }

    [Test]
    public async Task Sign_needs_a_key_that_can_sign()
    {
        var library = _folder.PathOf("Fix.dll");
        await File.WriteAllTextAsync(library, "bytes");
        using var rsa = RSA.Create();
        await File.WriteAllTextAsync(_folder.PathOf("rsa.pem"), rsa.ExportPkcs8PrivateKeyPem());
        using var pair = ECDsa.Create();
        await File.WriteAllTextAsync(_folder.PathOf("public.pem"), pair.ExportSubjectPublicKeyInfoPem());
        await File.WriteAllTextAsync(_folder.PathOf("text.pem"), "no key");
        foreach (var key in new[] { "missing.pem", "rsa.pem", "public.pem", "text.pem" })
        {
            var (code, output) = await Run("sign", library, "--key", _folder.PathOf(key));
            Assert.That(code, Is.EqualTo(2), key);
            Assert.That(output, Does.StartWith("hotpatch: "), key);
        }

        Assert.That(File.Exists(library + ".sig"), Is.False);
    }

    [TestCase("zsh", "compdef _hotpatch hotpatch")]
    [TestCase("fish", "complete -c hotpatch")]
    [TestCase("pwsh", "Register-ArgumentCompleter")]
    public async Task Shells_get_a_script(string shell, string part)
    {
        var (code, output) = await Run("completion", shell);
        Assert.That(code, Is.Zero);
        Assert.That(output, Does.Contain(part));
        Assert.That(await Run("completion", "cmd"), Is.EqualTo((2, "hotpatch: One of bash, zsh, fish, pwsh was expected, but 'cmd' was found.\n")));
    }

    [Test]
    [Platform("Linux,MacOsX", Reason = "The script is for bash")]
    public async Task Names_that_a_shell_would_run_are_completed_as_text()
    {
        var made = _folder.PathOf("made");
        var script = (await Run("completion", "bash")).Output + $$"""
            hotpatch() { printf '%s\n' 'List`1.Add' 'List$(touch {{made}})' 'Other'; }
            COMP_WORDS=(hotpatch show Li); COMP_CWORD=2; COMP_LINE='hotpatch show Li'; COMP_POINT=16
            _hotpatch
            printf '%s\n' "${COMPREPLY[@]}"
            """;
        await File.WriteAllTextAsync(_folder.PathOf("script.sh"), script.Replace("complete -o default", "true -o default", StringComparison.Ordinal));
        var result = ChildProcess.Run("bash", _folder.FullName, "script.sh");
        Assert.That(result.Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(new[] { @"List\`1.Add", @"List\$\(touch\ " + made + @"\)" }));
        Assert.That(File.Exists(made), Is.False);
    }

    [Test]
    public async Task Weave_makes_methods_patchable()
    {
        var plain = Compiled.ToFolder(_folder.PathOf("plain"), "public static class Plain { public static int Add(int a, int b) => a + b; static int Hidden() => 1; }", "Plain", ReferenceList.OfFixture("Release"));
        var woven = _folder.PathOf("woven", "Plain.dll");
        var (code, output) = await Run("weave", plain, "-o", woven, "--scope", "Public");
        Assert.That(code, Is.Zero, output);
        Assert.That(output, Is.EqualTo($"1 patchable method in {woven}\n"));
        using var module = ModuleDefinition.ReadModule(woven);
        Assert.That(module.GetType("Plain").Methods.Select(method => method.Name), Does.Contain("Add_Original"));

        Assert.That((await Run("weave", plain, "-o", woven, "--scope", "Everything")).ExitCode, Is.EqualTo(5));
        Assert.That((await Run("weave", _folder.PathOf("missing.dll"), "-o", woven)).ExitCode, Is.EqualTo(2));
        await File.WriteAllTextAsync(_folder.PathOf("weavers.xml"), "<Weavers><Hotpatch Scope=\"All\" /></Weavers>");
        Assert.That((await Run("weave", plain, "-o", woven, "--config", _folder.PathOf("weavers.xml"))).Output, Does.StartWith("2 patchable methods"));
        await File.WriteAllTextAsync(_folder.PathOf("weavers.xml"), "<Weavers><Other /></Weavers>");
        Assert.That((await Run("weave", plain, "-o", woven, "--config", _folder.PathOf("weavers.xml"))).ExitCode, Is.EqualTo(2));
    }

    [Test]
    public async Task Verify_says_whether_a_library_would_fit_a_program()
    {
        var references = ReferenceList.OfFixture("Release");
        var plain = Compiled.ToFolder(_folder.PathOf("plain"), "public static class Till { [Hotpatch.Patchable] public static int Add(int a, int b) => a + b; }", "Till", references);
        var app = WeaverRun.Succeed(plain, _folder.PathOf("app", "Till.dll"), references).Output;
        foreach (var assembly in new[] { typeof(Patchable).Assembly.Location, typeof(PatchLibrary).Assembly.Location })
            File.Copy(assembly, Path.Combine(Path.GetDirectoryName(app)!, Path.GetFileName(assembly)));

        string Library(string result, string feature = "null")
            => Compiled.ToFolder(_folder.PathOf(result + feature.Length), $"[Hotpatch.Patch(typeof(Till), Feature = {feature})] public static class Fix {{ public static {result} Add(int a, int b) => default; }}", "Fix", references.With(app));

        Assert.That(await Run("verify", Library("int"), app), Is.EqualTo((0, "Till.Add(System.Int32,System.Int32): Fix.Add\n")));
        Assert.That(await Run("verify", Library("int", "\"NewSum\""), app), Is.EqualTo((0, "Till.Add(System.Int32,System.Int32): Fix.Add\n")), "a program may have flags");
        var (code, output) = await Run("verify", Library("string"), app);
        Assert.That(code, Is.EqualTo(5));
        Assert.That(output, Does.Contain("(int, int) => int was expected, but (int, int) => string was found"));
        Assert.That((await Run("verify", plain, app)).ExitCode, Is.EqualTo(5), "no library");
    }

    private static async Task<(int ExitCode, string Output)> Run(params string[] arguments)
    {
        var output = new StringWriter { NewLine = "\n" };
        var code = await tool::Hotpatch.Tool.Program.RunAsync(arguments, output, output, isTerminal: false);
        return (code, output.ToString());
    }
}
