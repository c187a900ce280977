using Hotpatch;

namespace Raffles;

/// <summary>The disk.</summary>
public static class Files
{
    [Patchable]
    public static string[] ReadLines(string path) => File.ReadAllLines(path);
}
