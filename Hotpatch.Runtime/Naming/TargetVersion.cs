namespace Hotpatch.Naming;

/// <summary>Versions of a target's assembly, as <c>[Patch]</c> has them; the editor and the loading of libraries read them alike.</summary>
internal static class TargetVersion
{
    /// <summary>Reads <c>1</c>, <c>1.2</c> and so on; null for no text.</summary>
    /// <returns>Whether it is a version, or no text.</returns>
    public static bool TryParse(string? text, out Version? version)
    {
        version = null;
        if (text is null)
            return true;

        // Version wants two numbers at least.
        if (!Version.TryParse(text.IndexOf('.') < 0 ? text + ".0" : text, out var parsed))
            return false;

        version = Whole(parsed);
        return true;
    }

    /// <summary>1.2 is 1.2.0.0, which Version takes for a higher one.</summary>
    public static Version Whole(Version version) => new(version.Major, version.Minor, Math.Max(version.Build, 0), Math.Max(version.Revision, 0));
}
