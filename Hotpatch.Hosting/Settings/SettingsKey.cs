using System.Globalization;
using System.Runtime.CompilerServices;

namespace Hotpatch.Hosting.Settings;

/// <summary>Options as text: if the text is the same, they are the same.</summary>
internal static class SettingsKey
{
    /// <summary>Returns the text of values and of a trust, with the keys that its files hold.</summary>
    /// <exception cref="IOException">The file of a key can't be read.</exception>
    public static string Of(IEnumerable<string?> values, HotpatchTrustOptions trust, string contentRoot)
        => string.Join(
            '\n',
            [
                .. values, "anyone", trust.Anyone.ToString(), "hashes", .. trust.Sha256, "keys", .. trust.PublicKeys.Select(key => TrustReader.Pem(key, contentRoot)),
                "directories", .. trust.Directories,
                "code", .. trust.GetRequired().Select(rule => RuntimeHelpers.GetHashCode(rule).ToString(CultureInfo.InvariantCulture)),
            ]);
}
