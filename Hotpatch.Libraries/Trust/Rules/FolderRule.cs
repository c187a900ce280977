using Hotpatch.Libraries.Trust.Access;
using Hotpatch.Libraries.Trust.Files;

namespace Hotpatch.Libraries.Trust.Rules;

/// <summary>Trusts files in certain folders, if no other user can change them there.</summary>
internal sealed class FolderRule : TrustRule
{
    private static readonly StringComparison Comparison
        = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private readonly string[] _folders;
    private readonly PlaceAccess? _access;

    public FolderRule(string[] folders) : this(folders, PlaceAccess.OfThisSystem())
    {
    }

    /// <summary>Creates a rule with a given implementation of access checks; null to act as on a system that has none.</summary>
    internal FolderRule(string[] folders, PlaceAccess? access)
    {
        ArgumentNullException.ThrowIfNull(folders);
        if (folders.Length == 0)
            throw new ArgumentException("Folders were expected, but none was found.", nameof(folders));

        foreach (var folder in folders)
        {
            if (string.IsNullOrWhiteSpace(folder))
                throw new ArgumentException($"The path of a folder was expected, but '{folder}' was found.", nameof(folders));
        }

        // Full paths now: the current folder of the process may change later.
        _folders = folders.Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))).ToArray();
        _access = access;
    }

    protected override string? Check(Candidate candidate)
    {
        var expected = $"a file in {string.Join(" or ", _folders)} that nobody else can write to was expected";
        if (candidate.File is not { } file)
            return $"{expected}, but bytes that were not read from a file were found";

        if (_access is null)
            return $"{expected}, but this operating system does not report who can";

        string? found = null;
        foreach (var folder in _folders)
        {
            var isIn = IsIn(_access, folder, file, out var problem);
            if (isIn && problem is null)
                return null;

            found ??= problem;
        }

        return $"{expected}, but {found ?? $"{file.RealPath} was found"}";
    }

    private static bool IsIn(PlaceAccess access, string folder, LibraryFile file, out string? problem)
    {
        problem = null;
        try
        {
            var place = RealPath.Of(folder);
            if (!IsBelow(file.RealPath, place.Path))
                return false;

            problem = Writable(access, place, file);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = $"{folder} could not be checked: {exception.Message}";
            return false;
        }
    }

    private static bool IsBelow(string path, string folder)
        => path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, Comparison);

    // Checks every folder and link on the way to the trusted folder: a user who can replace one of them chooses which folder is trusted. The way to the
    // file does not matter, since the open file itself is compared.
    private static string? Writable(PlaceAccess access, RealPath place, LibraryFile file)
    {
        foreach (var step in place.Steps)
        {
            if (access.OthersCanWrite(step, isAbove: !string.Equals(step, place.Path, Comparison)) is { } who)
                return who;
        }

        // Checks the file's own path up to the root too. On a volume that distinguishes case, IsBelow may have taken another folder for the trusted one.
        for (var path = file.RealPath; path is not null; path = Path.GetDirectoryName(path))
        {
            if (access.OthersCanWrite(path, isAbove: path.Length < place.Path.Length) is { } who)
                return who;
        }

        return access.IsAt(file.Handle, file.RealPath) ? null : $"{file.RealPath} was replaced while it was being checked";
    }
}
