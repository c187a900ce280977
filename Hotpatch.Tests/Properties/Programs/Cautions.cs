namespace Hotpatch.Tests.Properties.Programs;

/// <summary>Attributes that warn of uses.</summary>
internal static class Cautions
{
    public static string Any(Dice dice)
        => dice.Below(14) switch
        {
            0 => "[Obsolete] ",
            1 => "[Obsolete(\"a \\\"b\\\" \\n \\u2028\")] ",
            2 => "[Obsolete(\"gone\", true)] ",
            3 => "[Obsolete(\"gone\", DiagnosticId = \"OLD1\", UrlFormat = \"x\")] ",
            4 => "[RequiresPreviewFeatures(\"x\")] ",
            5 when dice.Has(12) => "[Experimental(\"EXP1\")] ",
            6 => "[CLSCompliant(false)] ",
            _ => string.Empty,
        };
}
