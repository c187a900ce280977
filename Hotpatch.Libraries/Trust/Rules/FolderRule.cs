using Hotpatch.Libraries.Trust.Access;
using Hotpatch.Libraries.Trust.Files;

namespace Hotpatch.Libraries.Trust.Rules;

/// <summary>Trusts files in folders where nobody else can write.</summary>
internal sealed class FolderRule : TrustRule
{
    private static readonly StringComparison Comparison
        = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private readonly string[] _folders;
    private readonly PlaceAccess? _access;

    public FolderRule(string[] folders) : this(folders, PlaceAccess.OfThisSystem())
    {
    }

    /// <summary>With another answer to who can write.</summary>
    internal FolderRule(string[] folders, PlaceAccess? access)
    {
        ArgumentNullException.ThrowIfNull(folders);
        if (folders.Length == 0)
            throw new ArgumentException("Folders were expected, found none.", nameof(folders));

        foreach (var folder in folders)
        {
            if (string.IsNullOrWhiteSpace(folder))
                throw new ArgumentException($"A folder was expected, found '{folder}'.", nameof(folders));
        }

        // Full from the beginning: the current folder may be another one later.
        _folders = folders.Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))).ToArray();
        _access = access;
    }

    protected override string? Check(Candidate candidate)
    {
        var expected = $"a file in {string.Join(" or ", _folders)} that nobody else can write to was expected";
        if (candidate.File is not { } file)
            return $"{expected}, found bytes that come from no file";

        if (_access is null)
            return $"{expected}, but this system does not tell who can";

        string? found = null;
        foreach (var folder in _folders)
        {
            var isIn = IsIn(_access, folder, file, out var problem);
            if (isIn && problem is null)
                return null;

            found ??= problem;
        }

        return $"{expected}, found {found ?? file.RealPath}";
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
            problem = $"that {folder} could not be checked: {exception.Message}";
            return false;
        }
    }

    private static bool IsBelow(string path, string folder)
        => path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, Comparison);

    // By way of all that led to the folder, links among it: whoever can exchange one of these chooses the folder. That the file itself was
    // reached in other ways does not matter, since it is the opened one that is looked at.
    private static string? Writable(PlaceAccess access, RealPath place, LibraryFile file)
    {
        foreach (var step in place.Steps)
        {
            if (access.OthersCanWrite(step, isAbove: !string.Equals(step, place.Path, Comparison)) is { } who)
                return who;
        }

        // Up to the root: names that differ in case only are different folders after all on some volumes.
        for (var path = file.RealPath; path is not null; path = Path.GetDirectoryName(path))
        {
            if (access.OthersCanWrite(path, isAbove: path.Length < place.Path.Length) is { } who)
                return who;
        }

        return access.IsAt(file.Handle, file.RealPath) ? null : $"that {file.RealPath} was exchanged meanwhile";
    }
}
