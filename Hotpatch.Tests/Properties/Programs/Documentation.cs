namespace Hotpatch.Tests.Properties.Programs;

/// <summary>Random comments, some of which name what is not there.</summary>
internal static class Documentation
{
    private static readonly string[] Texts =
    [
        "Plain &amp; simple &lt;text&gt;.", "See <see cref=\"int\"/>, <see cref=\"List{T}\"/>.", "<paramref name=\"a\"/> and <typeparamref name=\"T0\"/>.", "<see langword=\"null\"/>",
        "<param name=\"a\">in it</param>", "<typeparam name=\"X0\">in it</typeparam>", "<see cref=\"Nowhere\"/>", "<see cref=\"Exception(string)\">text</see>",
        "<code>\n/// a\n///   b\n/// </code>", "<inheritdoc cref=\"object.ToString\"/>", "<include file=\"no.xml\" path=\"a/b\"/>", "<![CDATA[a < b]]>", "<list type=\"bullet\"><item>x</item></list>",
        "&#x2028;", "<a href=\"x\">y</a>", "<!-- no comment -->", "unclosed <b>", "<paramref name=\"nowhere\"/>", "<exception cref=\"Exception\">x</exception>",
    ];

    public static string OfType(Dice dice) => dice.In(3) ? $"/// <summary>{dice.Of(Texts)}</summary>\n" : string.Empty;

    public static string OfMember(Dice dice)
    {
        if (!dice.In(2))
            return string.Empty;

        if (dice.In(6))
            return "/// <inheritdoc/>\n";

        return $"/// <summary>{dice.Of(Texts)}</summary>\n"
            + (dice.In(2) ? $"/// <param name=\"a\">{dice.Of(Texts)}</param>\n" : string.Empty)
            + (dice.In(4) ? $"/// <typeparam name=\"X0\">{dice.Of(Texts)}</typeparam>\n" : string.Empty)
            + (dice.In(3) ? $"/// <returns>{dice.Of(Texts)}</returns>\n" : string.Empty)
            + (dice.In(4) ? $"/// <remarks>{dice.Of(Texts)}</remarks>\n" : string.Empty);
    }
}
