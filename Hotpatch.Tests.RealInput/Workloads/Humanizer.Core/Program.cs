using Humanizer;

namespace Workload;

/// <summary>Numbers, dates, spans and words in every language that Humanizer knows.</summary>
public static class Program
{
    public static string[] Run(int seed)
    {
        var output = new Output();
        new Languages(output, seed).Run();
        new Words(output, seed).Run();
        var explorer = new Explorer(
            output,
            seed,
            "a_snake text", "PascalCaseText", "kebab-case", "a longer sentence, to be cut", "MMXXIV", "one two three", "person", "women", "12", "5 KB",
            new DateTime(2024, 2, 29, 13, 14, 15, DateTimeKind.Utc), new DateOnly(2021, 11, 3), new TimeOnly(14, 35), TimeSpan.FromSeconds(123456789),
            new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.FromHours(3)), CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo("de"),
            CultureInfo.GetCultureInfo("ru"), CultureInfo.GetCultureInfo("fr"), CultureInfo.GetCultureInfo("es"), CultureInfo.GetCultureInfo("ar"),
            new[] { "a", "b", "c" }, new object[] { 1, 2 }, 4.25m, 1.5e9, 300f, (byte)7, (short)300, (ushort)12, 77u, 123456789012L, ByteSize.FromKilobytes(1234.5))
        {
            Tries = 12,
            // What is relative to now, and what registers rules for all that come after.
            Skip = method => IsRelativeToNow(method.DeclaringType!)
                || (method.Name == "Humanize" && method.DeclaringType!.Name == "DateHumanizeExtensions" && method.GetParameters().Length < 3)
                || method.DeclaringType!.Name is "Configurator" or "Vocabulary" or "Vocabularies"
                || method.DeclaringType.Namespace == "Humanizer.Configuration",
        };
        explorer.Explore(typeof(ByteSize).Assembly.GetExportedTypes());
        return output.Lines;
    }

    private static bool IsRelativeToNow(Type type)
        => type.Name is "In" or "On" or "InDate" or "OnDate" || (type.DeclaringType is { } outer && IsRelativeToNow(outer));
}
