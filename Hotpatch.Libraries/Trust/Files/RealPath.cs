namespace Hotpatch.Libraries.Trust.Files;

/// <summary>A path with all links resolved.</summary>
/// <param name="Path">The resolved path.</param>
/// <param name="Steps">The paths that the resolution went through: the root, each folder and each link, and the resolved path last.</param>
internal sealed record RealPath(string Path, IReadOnlyList<string> Steps)
{
    // The limit of Linux.
    private const int MaxLinks = 40;

    /// <summary>Resolves all links of a path. The path need not exist.</summary>
    /// <exception cref="IOException">The links form a circle, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The program lacks the rights to read a link.</exception>
    public static RealPath Of(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        var current = System.IO.Path.GetPathRoot(full)!;
        List<string> steps = [current];
        var pending = new Stack<string>();
        Push(pending, full[current.Length..]);

        var links = 0;
        while (pending.TryPop(out var name))
        {
            if (name == "..")
            {
                current = System.IO.Path.GetDirectoryName(current) ?? current;
                continue;
            }

            var next = System.IO.Path.Combine(current, name);
            steps.Add(next);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                current = next;
                continue;
            }

            if (++links > MaxLinks)
                throw new IOException($"{full}: at most {MaxLinks} links were expected, but more were found. They may form a circle.");

            // A relative link starts from the link's folder. That path has no links left, so ".." leads to the same folder as for the system.
            var root = System.IO.Path.IsPathRooted(target) ? System.IO.Path.GetPathRoot(System.IO.Path.GetFullPath(target, current))! : "";
            if (root.Length > 0)
                current = root;

            Push(pending, target[Math.Min(root.Length, target.Length)..]);
        }

        return new RealPath(current, steps);
    }

    private static void Push(Stack<string> pending, string names)
    {
        var separators = new[] { System.IO.Path.DirectorySeparatorChar, System.IO.Path.AltDirectorySeparatorChar };
        foreach (var name in names.Split(separators, StringSplitOptions.RemoveEmptyEntries).AsEnumerable().Reverse())
        {
            if (name != ".")
                pending.Push(name);
        }
    }
}
