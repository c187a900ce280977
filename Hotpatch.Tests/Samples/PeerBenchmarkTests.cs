using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Samples;

/// <summary>The benchmarks that compare with other libraries, up to those libraries: stand-ins declare the same members and patch nothing.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Category("Slow")]
public sealed class PeerBenchmarkTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Adapters_ask_for_the_right_patches_and_a_patch_without_effect_gives_no_figure()
    {
        var output = Run(PeerStandIns.Write);
        Assert.Multiple(() =>
        {
            Assert.That(output, Does.Match(@"(?m)^Harmony Instead, : Harmony\(3, 2\) would return 1$"));
            Assert.That(output, Does.Match(@"(?m)^Harmony Before, After: Harmony\(3, 2\) would return 6$"));
            Assert.That(output, Does.Match("(?m)^Harmony unpatch: All of Harmony, its own: True$").And.Not.Contains("its own: False"));
            Assert.That(output, Does.Match(@"(?m)^MonoMod, with the original: False: MonoMod\(3, 2\) would return 1$"));
            Assert.That(output, Does.Match(@"(?m)^MonoMod, with the original: True: MonoMod\(3, 2\) would return 6$"));
            Assert.That(output, Does.Match("(?m)^MonoMod dispose: MonoMod$"));
            foreach (var expected in new[] { 1, 6, 8 })
                Assert.That(output, Does.Contain($"after patching, {expected} was expected of Harmony(3, 2), and 5 was found").And.Contains($"after patching, {expected} was expected of MonoMod(3, 2), and 5 was found"));

            // The plain rows and those of Hotpatch.
            Assert.That(output, Does.Match("(?m)^7 of 15 benchmarks ran$"));
        });
    }

    // The end of one stream is an empty line of the output, which may come before the message in the other.
    [Test]
    public void A_missing_folder_is_named()
        => Assert.That(Run(Directory.Delete), Does.Match("(?m)^--peers .*peers: there is no such folder."));

    [Test]
    public void A_missing_library_is_named()
        => Assert.That(
            Run(folder =>
            {
                PeerStandIns.Write(folder);
                File.Delete(Path.Combine(folder, "0Harmony.dll"));
            }),
            Does.Match(@"(?m)^--peers .*peers: .*Not found: 0Harmony\.dll\."));

    [Test]
    public void A_library_with_other_members_is_named()
        => Assert.That(
            Run(folder =>
            {
                PeerStandIns.Write(folder);
                Compiled.ToFolder(folder, "namespace HarmonyLib; public class Harmony;", "0Harmony");
            }),
            Does.Match("(?m)^--peers .*peers: the adapter for Harmony does not compile against the assemblies in the folder. .*HarmonyMethod"));

    private string Run(Action<string> prepare)
    {
        var peers = Directory.CreateDirectory(_folder.PathOf("peers")).FullName;
        prepare(peers);
        var result = ChildProcess.DotNet(_folder.FullName, BenchmarkTests.ProgramOf("Hotpatch.Benchmarks"), "--short", "--peers", peers, "--filter", "*Peer*");
        Assert.That(result.ExitCode, Is.EqualTo(1), result.Output);
        return result.Output;
    }
}
