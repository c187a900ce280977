using System.Text.Json;

namespace Hotpatch.Tests.Hosting;

/// <summary>The commands that change something: C# files, shares, candidates; and the files that the tool writes.</summary>
public class ToolChangeTests : ToolCommandTests
{
    private const string Fix = "static class Fix { [Patch(\"Hosted.Calculator.Add(System.Int32,System.Int32)\")] public static int Add(int a, int b) => Hosted.Calculator.Secret * 1000 + a * b; }";

    [TearDown]
    public void No_library_is_left()
    {
        foreach (var library in PatchLibrary.All)
            library.Dispose();
    }

    [Test]
    public async Task A_source_file_is_compiled_with_private_members_in_reach_and_shown()
    {
        var source = Write("Fix.cs", Fix);
        var (code, output) = await Run("apply", source);
        Assert.That(code, Is.Zero, output);
        Assert.That(output, Does.StartWith(AddName + "\n  replacement of Fix: Fix.Add(System.Int32,System.Int32), all calls, since "));
        Assert.That(CallAdd(3, 4), Is.EqualTo(42_012));

        output = (await Run("show", AddName)).Output;
        Assert.That(output, Does.Contain("--- stub\n").And.Contain("--- original\n").And.Contain("--- Fix\n"));
        Assert.That(output, Does.Contain("\treturn a + b;").And.Contain("- \treturn a + b;").And.Match(@"\+ .*a \* b"));
        Assert.That((await Run("show", AddName, "--no-code")).Output, Does.Not.Contain("--- "));
        Assert.That((await Run("list", "--libraries")).Output, Does.Match(@"^Fix 0\.0\.0\.0  .*Fix\.dll\n  Hosted\.Calculator\.Add\(System\.Int32,System\.Int32\): Fix\.Add\n$"));

        // The same name takes its place.
        Write("Fix.cs", Fix.Replace("a * b", "a - b", StringComparison.Ordinal));
        output = (await Run("apply", source)).Output;
        Assert.That(output, Does.Contain("Fix 0.0.0.0 was replaced by 0.0.0.0"));
        Assert.That((CallAdd(3, 4), PatchLibrary.All.Count), Is.EqualTo((41_999, 1)));

        Assert.That((await Run("restore", "--library", "Fix")).ExitCode, Is.Zero);
        Assert.That(CallAdd(3, 4), Is.EqualTo(7));
        await StopHostAsync();
        Assert.That(Directory.Exists(FolderOfSockets) ? Directory.GetFileSystemEntries(FolderOfSockets) : [], Is.Empty, "what was compiled goes with the socket");
    }

    [Test]
    public async Task Errors_of_the_compiler_have_their_lines()
    {
        var source = Write("Fix.cs", Fix.Replace("a * b", "a * c", StringComparison.Ordinal));
        var (code, output) = await Run("apply", source);
        Assert.That(code, Is.EqualTo(5));
        Assert.That(output, Does.StartWith($"hotpatch: {source} doesn't compile:\n{source}(1,").And.Contain("error CS0103: The name 'c' does not exist in the current context"));
        Assert.That(CallAdd(3, 4), Is.EqualTo(7));
    }

    [Test]
    public async Task Shares_are_changed_promoted_and_withdrawn()
    {
        var library = HostedShop.Answering(100);
        Assert.That((await Run("apply", library, "--share", "0%")).Output, Does.Contain("canary of prices: ").And.Contain("0 % of the calls"));
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
        Assert.That((await Run("share", "Fix", "100%")).Output, Does.Contain("100 % of the calls"));
        Assert.That(CallAdd(1, 2), Is.EqualTo(100));
        Assert.That((await Run("share", AddName, "0.25")).Output, Does.Contain("25 % of the calls"));
        Assert.That((await Run("promote", AddName)).Output, Does.Contain("replacement of prices: ").And.Contain("all calls"));
        Assert.That(CallAdd(1, 2), Is.EqualTo(100));
        Assert.That((await Run("withdraw", "Fix")).Output, Is.EqualTo(AddName + "\n  original\n"));
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));

        var (code, output) = await Run("promote", AddName);
        Assert.That(code, Is.EqualTo(4));
        Assert.That(output, Does.Contain("A patch library that patches " + AddName + " was expected, but none does."));
        Assert.That((await Run("share", "Fix", "110%")).ExitCode, Is.EqualTo(2));
        await Run("apply", library);
        (code, output) = await Run("share", "Fix", "10%");
        Assert.That(code, Is.EqualTo(5));
        Assert.That(output, Does.Contain("it holds for all calls"));
        Assert.That(await Log.Until(20, "share Fix 10%"), Does.Contain("was refused: "));
    }

    [Test]
    public async Task Of_clients_that_apply_one_library_at_once_each_replaces_that_of_the_one_before()
    {
        var library = HostedShop.Answering(100);
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Run("apply", library)));
        Assert.That(results.Select(result => result.ExitCode), Is.All.Zero);
        Assert.That((PatchLibrary.All.Count, CallAdd(1, 2)), Is.EqualTo((1, 100)));
        await Run("restore", "--library", "Fix");
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
    }

    [Test]
    public async Task A_dry_run_changes_nothing()
    {
        var (code, output) = await Run("apply", HostedShop.Answering(100), "--dry-run");
        Assert.That((code, output), Is.EqualTo((0, $"{AddName} would get the replacement Patches.Add\nNothing has changed.\n")));
        Assert.That((CallAdd(1, 2), PatchLibrary.All.Count), Is.EqualTo((3, 0)));
        Assert.That((await Run("apply", HostedShop.Answering(100), "--dry-run", "--follow")).ExitCode, Is.EqualTo(2));
    }

    [Test]
    public async Task A_candidate_runs_beside_the_method_while_the_command_runs()
    {
        using var stop = new CancellationTokenSource();
        var shadowing = Run(stop.Token, "apply", HostedShop.Library("public static int Add(int a, int b) => a * b;"), "--shadow");
        await UntilObserved();
        Assert.That((CallAdd(2, 2), CallAdd(3, 4)), Is.EqualTo((4, 7)));
        await Log.Until(16, "--shadow");

        // The process tells of them once a second.
        await Task.Delay(1500);
        await stop.CancelAsync();
        var (code, output) = await shadowing;
        Assert.That(code, Is.Zero, output);
        Assert.That(output, Does.Contain($"{AddName}(a: 3, b: 4)\n  current    → 7").And.Contain("  candidate  → 12").And.Contain("2 calls compared, 1 difference"));
        await UntilNothingObserves();
        Assert.That(PatchLibrary.All, Is.Empty);
    }

    [Test]
    public async Task A_file_is_followed_until_the_command_ends()
    {
        var source = Write("Fix.cs", Fix);
        using var stop = new CancellationTokenSource();
        var following = Run(stop.Token, "apply", source, "--follow");
        await Until(() => CallAdd(3, 4) == 42_012);
        Write("Fix.cs", "nonsense");
        await Task.Delay(300);
        Write("Fix.cs", Fix.Replace("a * b", "a - b", StringComparison.Ordinal));
        await Until(() => CallAdd(3, 4) == 41_999);
        await stop.CancelAsync();
        var (code, output) = await following;
        Assert.That(code, Is.Zero, output);
        Assert.That(output, Does.Contain("Waiting for changes. Ctrl+C ends, and leaves what is applied."));
        Assert.That(CallAdd(3, 4), Is.EqualTo(41_999));
        PatchLibrary.All.Single().Dispose();
    }

    [Test]
    public async Task Dump_says_all_but_secrets()
    {
        HostedShop.Add.Patch((a, b) => 7, new PatchOptions { Owner = "me" });
        try
        {
            var recording = Run("record", "Hosted.Calculator.set_Password", "-n", "1");
            await UntilObserved("Hosted.Calculator.set_Password(");
            HostedShop.CallSecrets();
            await recording;
            var file = PathOf("dump.json");
            Assert.That(await Run("dump", "-o", file), Is.EqualTo((0, file + "\n")));
            var text = await File.ReadAllTextAsync(file);
            Assert.That(text, Does.Not.Contain("hunter2"));
            using var json = JsonDocument.Parse(text);
            Assert.That(json.RootElement.GetProperty("methods").EnumerateArray().Select(method => method.GetProperty("name").GetString()), Does.Contain(AddName));
            Assert.That(json.RootElement.GetProperty("recorded")[0].GetProperty("call").GetProperty("arguments")[0].GetProperty("value").GetString(), Is.EqualTo("***"));
            Assert.That(json.RootElement.GetProperty("assemblies").EnumerateArray().Where(assembly => assembly.GetProperty("name").GetString() == "HostedShop").Select(assembly => assembly.GetProperty("isWoven").GetBoolean()), Does.Contain(true));

            var (code, output) = await Run("dump", "-o", file);
            Assert.That(code, Is.EqualTo(2));
            Assert.That(output, Does.Contain("exists"));
        }
        finally
        {
            HostedShop.Add.Restore();
            await Run("record", "--clear");
        }
    }

    [TestCase("Hosted.Calculator.Add", "Add")]
    [TestCase("Hosted.Calculator.AddAsync", "AddAsync")]
    [TestCase("Hosted.Tree.RootAsync", "RootAsync")]
    [TestCase("Hosted.Orders.Place", "Place")]
    [TestCase("Hosted.Shapes.Mix", "Mix")]
    public async Task New_fix_writes_a_patch_that_applies_and_changes_nothing(string method, string name)
    {
        var folder = PathOf("new");
        var (code, output) = await Run("new", "fix", method, "-o", folder);
        Assert.That(code, Is.Zero, output);
        var source = Path.Combine(folder, name + "Fix.cs");
        Assert.That(output, Does.StartWith(source + "\n"));
        (code, output) = await Run("apply", source);
        Assert.That(code, Is.Zero, output + await File.ReadAllTextAsync(source));
        Assert.That(CallAdd(3, 4), Is.EqualTo(7));
        Assert.That(Handle(method + "(").IsPatched, Is.True);
        Assert.That((await Run("new", "fix", method, "-o", folder)).ExitCode, Is.EqualTo(2), "nothing is overwritten");
        PatchLibrary.All.Single().Dispose();
    }

    private static async Task Until(Func<bool> condition)
    {
        for (var i = 0; i < 6000 && !condition(); i++)
            await Task.Delay(10);

        Assert.That(condition(), Is.True);
    }
}
