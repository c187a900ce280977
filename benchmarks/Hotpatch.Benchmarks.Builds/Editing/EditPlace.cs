namespace Hotpatch.Benchmarks.Builds.Editing;

/// <summary>Where a character is typed.</summary>
public enum EditPlace
{
    /// <summary>In the body of a marked method.</summary>
    MarkedBody,

    /// <summary>In the body of a method without a mark, in a type with marked methods.</summary>
    UnmarkedBody,

    /// <summary>In the type of a marked method's parameter, so that its handle becomes another.</summary>
    Signature,

    /// <summary>In the body of a method of a file without marks.</summary>
    UnmarkedFile,
}
