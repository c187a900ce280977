namespace Hotpatch.Hosting.Settings;

/// <summary>Creates the trust that options describe.</summary>
internal static class TrustReader
{
    private const string PemBegin = "-----BEGIN";

    /// <summary>Returns the trust; null if the options name none.</summary>
    /// <param name="options">The options.</param>
    /// <param name="contentRoot">The folder that paths are relative to.</param>
    /// <exception cref="ArgumentException">A value is malformed.</exception>
    /// <exception cref="IOException">The file of a key can't be read.</exception>
    public static PatchTrust? TryRead(HotpatchTrustOptions options, string contentRoot)
    {
        if (options.Anyone)
            return PatchTrust.Anyone;

        var rules = new List<PatchTrust>();
        if (options.PublicKeys.Count > 0)
            rules.Add(PatchTrust.PublicKeys([.. options.PublicKeys.Select(key => Pem(key, contentRoot))]));

        if (options.Sha256.Count > 0)
            rules.Add(PatchTrust.Sha256([.. options.Sha256]));

        if (options.Directories.Count > 0)
            rules.Add(PatchTrust.Directories([.. options.Directories.Select(directory => Path.GetFullPath(directory, contentRoot))]));

        rules.AddRange(options.GetRequired());
        return rules.Count == 0 ? null : rules.Aggregate((all, next) => all.And(next));
    }

    /// <summary>Returns the text of a key that is given as a text or as a file.</summary>
    public static string Pem(string key, string contentRoot)
        => key.Contains(PemBegin, StringComparison.Ordinal) ? key : File.ReadAllText(Path.GetFullPath(key, contentRoot));
}
