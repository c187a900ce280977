using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.Libraries.Reading;

/// <summary>
/// 10,000 damaged libraries: each is refused with a <see cref="PatchLibraryException"/>, or, where what was changed has no structure, is applied and
/// taken back. No process crashes, no slot changes, no context stays.
/// </summary>
[NonParallelizable]
[Category("Slow")]
public class DamagedLibraryTests
{
    private const int Libraries = 10_000;

    private static readonly LoadedAssembly Fixture = LoadedAssembly.WovenFixture("Release");

    [OneTimeSetUp]
    public void WatchContexts() => LibraryContexts.Watch();

    [Test]
    public void None_of_10_000_damaged_libraries_crashes_a_process()
    {
        using var folder = new TempFolder();
        var program = Compiled.ToFolder(
            folder.FullName,
            """
            var run = System.Reflection.Assembly.LoadFrom(args[0]).GetType("Hotpatch.Tests.Libraries.Reading.DamageRun", throwOnError: true)
                .GetMethod("Run", [typeof(string), typeof(string), typeof(int), typeof(int)]);
            System.Console.WriteLine(run.Invoke(null, [args[1], args[2], 0, int.Parse(args[3])]));
            """,
            "Damages",
            kind: OutputKind.ConsoleApplication);
        var (tests, progress) = (typeof(DamageRun).Assembly.Location, folder.PathOf("seed"));

        var result = ChildProcess.DotNet(
            folder.FullName, "exec", "--runtimeconfig", Path.ChangeExtension(tests, ".runtimeconfig.json"), program,
            tests, Fixture.Path, progress, Libraries.ToString(System.Globalization.CultureInfo.InvariantCulture));

        Assert.That(result.ExitCode, Is.Zero, () => $"At seed {File.ReadAllText(progress)}: {result}");
        AssertCounts(result.Output, Libraries);
    }

    [Test]
    public void Damaged_libraries_leave_this_process_as_it_was()
        => AssertCounts(DamageRun.Run(Fixture.Assembly, first: Libraries, count: 500, _ => { }), 500);

    [Test]
    public void With_a_pinned_hash_each_of_10_000_damaged_libraries_is_refused()
    {
        var trust = PatchTrust.Sha256(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(SoundLibrary.Bytes)));
        var options = new PatchLibraryOptions { Trust = trust, Targets = [Fixture.Assembly] };
        var damage = new Damage(SoundLibrary.Bytes);
        var trusted = new List<int>();
        for (var seed = 0; seed < Libraries; seed++)
        {
            var bytes = damage.Of(seed);
            // Where a part got the value that it had.
            if (bytes.AsSpan().SequenceEqual(SoundLibrary.Bytes))
                continue;

            try
            {
                using var stream = new MemoryStream(bytes);
                using var library = PatchLibrary.Load(stream, options);
                trusted.Add(seed);
            }
            catch (PatchTrustException)
            {
                // As it shall be.
            }
        }

        Assert.That(trusted, Is.Empty, "Seeds");
    }

    [Test]
    public void The_library_is_sound_before_it_is_damaged()
    {
        using (var library = PatchLibrary.Load(new MemoryStream(SoundLibrary.Bytes), new PatchLibraryOptions { Targets = [Fixture.Assembly] }))
        {
            Assert.That(library.Applied, Has.Count.EqualTo(2));
            Assert.That(Fixture.Call("Calculator.Add", 3, 4), Is.EqualTo(13));
        }

        Assert.That(Fixture.Call("Calculator.Add", 3, 4), Is.EqualTo(7));
    }

    [OneTimeTearDown]
    public void No_context_is_left() => Assert.That(LibraryContexts.Left(), Is.Zero);

    // Were nothing refused or nothing applied, nothing would be tested.
    private static void AssertCounts(string output, int libraries)
    {
        var counts = System.Text.RegularExpressions.Regex.Match(output, "([0-9]+) refused, ([0-9]+) applied, ([0-9]+) looked at");
        Assert.That(counts.Success, Is.True, output);
        var (refused, applied) = (Number(counts.Groups[1]), Number(counts.Groups[2]));
        Assert.Multiple(() =>
        {
            Assert.That(refused + applied, Is.EqualTo(libraries), output);
            Assert.That(refused, Is.GreaterThan(libraries / 4), output);
            Assert.That(applied, Is.GreaterThan(libraries / 100), output);
        });
    }

    private static int Number(System.Text.RegularExpressions.Group group) => int.Parse(group.ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
}
