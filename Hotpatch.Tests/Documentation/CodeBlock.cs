namespace Hotpatch.Tests.Documentation;

/// <summary>What becomes of a block of code on a page.</summary>
internal enum BlockKind
{
    /// <summary>Compiled, woven and run with the other blocks of its page.</summary>
    Run,

    /// <summary>Compiled with the others; the compiler or an analyzer must find exactly what the page says.</summary>
    Refused,

    /// <summary>Compared with what the decompiler shows of a fixture.</summary>
    Decompiled,

    /// <summary>Compared with a file of this repository, of which it is a part.</summary>
    Excerpt,

    /// <summary>Left out, for a reason that stands on the page.</summary>
    NotRun,
}

/// <summary>A block of code on a page, with what the HTML comments around it say.</summary>
internal sealed record CodeBlock(Page Page, int Line, string Language, string Code)
{
    public const string Program = "App";

    public BlockKind Kind { get; init; } = BlockKind.Run;

    /// <summary>The reason, the expected code, the fixture or the file, depending on the kind.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The project that the block is a part of.</summary>
    public string Project { get; init; } = Program;

    /// <summary>Whether the project is a patch library: it is not woven, and it references what it patches.</summary>
    public bool IsLibrary { get; init; }

    /// <summary>Whether the block is a program of its own.</summary>
    public bool IsAlone { get; init; }

    /// <summary>The weaver's configuration, where the page has another one than the default.</summary>
    public string? Configuration { get; init; }

    /// <summary>Hidden code in front of the block, in the same scope.</summary>
    public string Context { get; init; } = "";

    /// <summary>Hidden code after the block, in the same scope.</summary>
    public string Check { get; set; } = "";

    public string Place => $"{Page.Name}({Line})";

    public override string ToString() => Place;
}
