using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hotpatch.Fody;

namespace Hotpatch.Build;

/// <summary>A text that changes whenever weaving would give another copy.</summary>
internal static class Stamp
{
    public static string Of(WovenItem item, string input, IReadOnlyList<string> references, IReadOnlyList<string> projectCalls)
    {
        var parts = new List<string>
        {
            // The version of its module changes with every change of the weaver's code.
            typeof(HotpatchWeaver).Module.ModuleVersionId.ToString(),
            item.Place,
            item.Configuration.ToString(),
            string.Join(" ", projectCalls),
            StateOf(input),
            StateOf(Path.ChangeExtension(input, ".pdb")),
            item.KeyFile is null ? string.Empty : StateOf(item.KeyFile),
        };

        // Woven code depends on the members of the runtime. Of other references, only the place of types counts.
        parts.AddRange(references.Select(path => Path.GetFileNameWithoutExtension(path) == "Hotpatch.Runtime" ? StateOf(path) : path));
        using var sha = SHA256.Create();
        return Convert.ToBase64String(sha.ComputeHash(Encoding.UTF8.GetBytes(string.Join("\n", parts))));
    }

    private static string StateOf(string file)
    {
        var info = new FileInfo(file);
        return info.Exists ? string.Format(CultureInfo.InvariantCulture, "{0} {1} {2}", file, info.Length, info.LastWriteTimeUtc.Ticks) : file;
    }
}
