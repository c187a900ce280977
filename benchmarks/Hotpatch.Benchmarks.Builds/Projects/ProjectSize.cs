namespace Hotpatch.Benchmarks.Builds.Projects;

/// <summary>How many files the projects have.</summary>
internal static class ProjectSize
{
    private const int Fewest = 3;

    /// <summary>Gets or sets whether the projects are as small as can be, because only running counts.</summary>
    public static bool IsShort { get; set; }

    /// <summary>Gets the number of files of the projects that are built.</summary>
    public static int OfBuild => IsShort ? Fewest : 300;

    /// <summary>Gets the number of files of the project that is edited.</summary>
    public static int OfEditing => IsShort ? Fewest : 400;
}
