namespace Hotpatch.Tests.Support;

/// <summary>Compares text with a committed file; where they differ, writes what was received beside it.</summary>
internal static class Snapshot
{
    /// <summary>The committed file.</summary>
    public static string Read(string name) => File.ReadAllText(Repository.PathOf("Hotpatch.Tests", "Snapshots", name + ".verified.txt")).ReplaceLineEndings("\n");

    public static void Verify(string name, string received)
    {
        var verified = Repository.PathOf("Hotpatch.Tests", "Snapshots", name + ".verified.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(verified)!);
        var receivedPath = Path.ChangeExtension(Path.ChangeExtension(verified, null), ".received.txt");
        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : null;
        if (expected == received)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, received);
        Assert.That(received, Is.EqualTo(expected), $"{name}: see {Path.GetFileName(receivedPath)}; if it is right, rename it to .verified.txt.");
    }
}
