using NodaTime;
using NodaTime.Calendars;

namespace Workload;

/// <summary>Dates in every calendar: conversions, arithmetic, differences and weeks.</summary>
public sealed class Calendars
{
    private readonly Output _output;
    private readonly Random _random;

    public Calendars(Output output, int seed)
    {
        _output = output;
        _random = new Random(seed);
    }

    public void Run()
    {
        foreach (var id in CalendarSystem.Ids.OrderBy(id => id, StringComparer.Ordinal))
        {
            var calendar = CalendarSystem.ForId(id);
            _output.Step("calendar", () => $"{calendar} {calendar.MinYear} {calendar.MaxYear} {string.Join(",", calendar.Eras.Select(era => era.Name))}");
            for (var number = 0; number < 25; number++)
                Date(new LocalDate(1700 + _random.Next(450), 1 + _random.Next(12), 1 + _random.Next(28)), calendar);
        }
    }

    private void Date(LocalDate iso, CalendarSystem calendar)
    {
        var days = _random.Next(-2000, 2000);
        var months = _random.Next(-50, 50);
        _output.Step("convert", () =>
        {
            var date = iso.WithCalendar(calendar);
            return $"{iso:R} {date.Era} {date.YearOfEra}-{date.Month}-{date.Day} {date.DayOfYear} {date.DayOfWeek} "
                + $"{calendar.GetDaysInMonth(date.Year, date.Month)} {calendar.GetMonthsInYear(date.Year)} {calendar.IsLeapYear(date.Year)}";
        });
        _output.Step("add", () =>
        {
            var date = iso.WithCalendar(calendar);
            return string.Join(" ", new[]
            {
                date.PlusDays(days), date.PlusMonths(months), date.PlusYears(months), date.PlusWeeks(days), date.Next(IsoDayOfWeek.Friday),
                date.Previous(IsoDayOfWeek.Monday), date.With(DateAdjusters.EndOfMonth), date.With(DateAdjusters.StartOfMonth),
            }.Select(result => $"{result.Year}-{result.Month}-{result.Day}"));
        });
        _output.Step("difference", () =>
        {
            var start = iso.WithCalendar(calendar);
            var end = start.PlusDays(days).PlusMonths(months);
            var period = Period.Between(start, end);
            return $"{period} {Period.Between(start, end, PeriodUnits.Weeks)} {Period.DaysBetween(start, end)} {start + period == end} "
                + $"{Period.Between(start.AtMidnight(), end.At(new LocalTime(4, 3, 2)), PeriodUnits.AllUnits)}";
        });
        _output.Step("weeks", () => string.Join(" ", new[]
        {
            WeekYearRules.Iso, WeekYearRules.ForMinDaysInFirstWeek(1, IsoDayOfWeek.Sunday),
            WeekYearRules.FromCalendarWeekRule(CalendarWeekRule.FirstFullWeek, DayOfWeek.Wednesday),
        }.Select(rule =>
        {
            var date = iso.WithCalendar(calendar);
            var (year, week) = (rule.GetWeekYear(date), rule.GetWeekOfWeekYear(date));
            return $"{year}/{week}/{rule.GetWeeksInWeekYear(year, calendar)} {rule.GetLocalDate(year, week, date.DayOfWeek, calendar) == date}";
        })));
        _output.Step("interval", () =>
        {
            var interval = new DateInterval(iso, iso.PlusDays(Math.Abs(days)));
            var other = new DateInterval(iso.PlusDays(Math.Abs(months)), iso.PlusDays(Math.Abs(months) + 30));
            return $"{interval} {interval.Length} {interval.Contains(other)} {interval.Intersection(other)} {interval.Union(other)}";
        });
    }
}
