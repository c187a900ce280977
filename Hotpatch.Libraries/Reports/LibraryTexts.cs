namespace Hotpatch.Libraries.Reports;

/// <summary>What the compiler tells who trims, or compiles ahead of time, and loads patch libraries.</summary>
internal static class LibraryTexts
{
    public const string NeedsCode = "A patch library may need types and members of the program that the trimmer has taken out.";
    public const string NoJit = "a program with a JIT was expected, which loading code needs, but this one has none: it was compiled ahead of time (NativeAOT), or its "
        + "project is set up for that (PublishAot). Patch its methods by their handles, or build it without PublishAot.";
    public const string NeedsJit = "A patch library's code is compiled when it is loaded, which a program that is compiled ahead of time cannot do.";
}
