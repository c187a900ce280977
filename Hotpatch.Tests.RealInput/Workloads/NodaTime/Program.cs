using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace Workload;

/// <summary>Calendars, zones, arithmetic and text of NodaTime, with the zone data that the package carries.</summary>
public static class Program
{
    public static string[] Run(int seed)
    {
        var output = new Output();
        new Calendars(output, seed).Run();
        new Zones(output, seed).Run();
        new Texts(output, seed).Run();
        Explore(output, seed);
        return output.Lines;
    }

    private static void Explore(Output output, int seed)
    {
        var date = new LocalDate(2024, 2, 29);
        var zone = DateTimeZoneProviders.Tzdb["Europe/Paris"];
        var explorer = new Explorer(
            output,
            seed,
            date, date.PlusDays(400), new LocalTime(13, 14, 15, 678), date.At(new LocalTime(1, 30)), Instant.FromUtc(2021, 3, 28, 1, 0),
            Instant.FromUnixTimeSeconds(-12345), Duration.FromMilliseconds(90061001), Duration.FromTicks(-3.5), Offset.FromHours(-7),
            Period.FromMonths(14) + Period.FromMinutes(61), zone, date.AtStartOfDayInZone(zone), date.AtMidnight().WithOffset(Offset.FromHours(2)),
            new Interval(Instant.FromUtc(2020, 1, 1, 0, 0), Instant.FromUtc(2020, 6, 1, 0, 0)), new DateInterval(date, date.PlusDays(31)),
            CalendarSystem.Coptic, CalendarSystem.Iso, CalendarSystem.HebrewCivil, new AnnualDate(2, 29), new YearMonth(2023, 12),
            new DateTime(2020, 5, 17, 4, 5, 6, DateTimeKind.Utc), new DateTimeOffset(2019, 4, 3, 2, 1, 0, TimeSpan.FromHours(5)), TimeSpan.FromMinutes(77),
            CultureInfo.GetCultureInfo("fr-FR"), CultureInfo.InvariantCulture, Resolvers.LenientResolver, NodaTime.Calendars.WeekYearRules.Iso)
        {
            Tries = 4,
            // What the system's clock and zone say is not the library's doing.
            Skip = method => method.DeclaringType!.Name is "SystemClock" or "BclDateTimeZone" or "DateTimeZoneProviders" or "BclDateTimeZoneSource"
                || method.Name.Contains("SystemDefault", StringComparison.Ordinal) || method.Name.Contains("Current", StringComparison.Ordinal),
        };
        explorer.Explore(typeof(Instant).Assembly.GetExportedTypes());
    }
}
