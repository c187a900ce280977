namespace Hotpatch.Naming;

/// <summary>Reads the versions in <c>[Patch]</c> attributes. The analyzers and the loading of libraries share it.</summary>
internal static class TargetVersion
{
    /// <summary>Reads a version such as <c>1</c> or <c>1.2</c>.</summary>
    /// <param name="text">The text; null if the attribute has no version.</param>
    /// <param name="version">The version, with four numbers; null if there is no text, or if the text is not a version.</param>
    /// <returns>True if the text is a version or null.</returns>
    public static bool TryParse(string? text, out Version? version)
    {
        version = null;
        if (text is null)
            return true;

        // Version.TryParse needs at least two numbers.
        if (!Version.TryParse(text.IndexOf('.') < 0 ? text + ".0" : text, out var parsed))
            return false;

        version = Whole(parsed);
        return true;
    }

    /// <summary>
    /// Returns a version with four numbers. <see cref="Version"/> treats 1.2 as lower than 1.2.0.0; for a target's version, they are the same.
    /// </summary>
    public static Version Whole(Version version) => new(version.Major, version.Minor, Math.Max(version.Build, 0), Math.Max(version.Revision, 0));
}
