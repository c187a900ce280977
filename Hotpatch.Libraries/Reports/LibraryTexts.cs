namespace Hotpatch.Libraries.Reports;

/// <summary>Warnings for programs that are trimmed or compiled ahead of time, and the message of the loader in a program without a JIT.</summary>
internal static class LibraryTexts
{
    public const string NeedsCode = "A patch library may need types and members of the program that trimming has removed.";
    public const string NoJit = "a program with a JIT was expected, since loading code needs one, but this program has none: it was compiled ahead of time (NativeAOT), "
        + "or its project sets PublishAot. Patch its methods by their handles, or build it without PublishAot.";
    public const string NeedsJit = "Loading a patch library compiles its code. A program that is compiled ahead of time has no JIT to do so.";
}
