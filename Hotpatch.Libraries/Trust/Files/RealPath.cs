namespace Hotpatch.Libraries.Trust.Files;

/// <summary>A path without links, and the way to it.</summary>
/// <param name="Path">The path.</param>
/// <param name="Steps">All that was looked at on the way: the root, each folder and each link, the path itself last.</param>
internal sealed record RealPath(string Path, IReadOnlyList<string> Steps)
{
    // As many as Linux follows.
    private const int MaxLinks = 40;

    /// <summary>Resolves all links of a path, of which the end need not exist.</summary>
    /// <exception cref="IOException">The links lead in a circle, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The links cannot be read.</exception>
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
                throw new IOException($"{full} leads through more than {MaxLinks} links.");

            // From the link's folder, which has no links in it any more, so that .. is what the system takes it for.
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
