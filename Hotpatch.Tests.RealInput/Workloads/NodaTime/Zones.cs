using NodaTime;
using NodaTime.TimeZones;

namespace Workload;

/// <summary>Every zone of the database: its transitions, gaps and overlaps.</summary>
public sealed class Zones
{
    private static readonly ZoneLocalMappingResolver[] Resolvers =
    [
        NodaTime.TimeZones.Resolvers.LenientResolver, NodaTime.TimeZones.Resolvers.StrictResolver,
        NodaTime.TimeZones.Resolvers.CreateMappingResolver(
            NodaTime.TimeZones.Resolvers.ReturnLater, NodaTime.TimeZones.Resolvers.ReturnEndOfIntervalBefore),
    ];

    private readonly Output _output;
    private readonly Random _random;

    public Zones(Output output, int seed)
    {
        _output = output;
        _random = new Random(seed);
    }

    public void Run()
    {
        var source = TzdbDateTimeZoneSource.Default;
        _output.Step("version", () => $"{source.VersionId} {source.TzdbVersion} {source.WindowsMapping.Version}");
        var ids = source.GetIds().OrderBy(id => id, StringComparer.Ordinal).ToArray();
        for (var number = 0; number < ids.Length; number += 2)
            Zone(ids[number]);

        foreach (var location in source.ZoneLocations!.OrderBy(location => location.ZoneId, StringComparer.Ordinal).Take(100))
            _output.Step("place", () => $"{location.CountryCode} {location.CountryName} {location.ZoneId} {location.Latitude:R} {location.Longitude:R} {location.Comment}");
    }

    private void Zone(string id)
    {
        var local = new LocalDateTime(1950 + _random.Next(100), 1 + _random.Next(12), 1 + _random.Next(28), _random.Next(24), _random.Next(60));
        _output.Step("intervals", () =>
        {
            var zone = DateTimeZoneProviders.Tzdb[id];
            var intervals = zone.GetZoneIntervals(Instant.FromUtc(1965, 1, 1, 0, 0), Instant.FromUtc(2045, 1, 1, 0, 0)).ToArray();
            return $"{id} {zone.MinOffset} {zone.MaxOffset} {intervals.Length} {string.Join("; ", intervals.Where((_, index) => index % 20 == 0))}";
        });
        _output.Step("map", () =>
        {
            var zone = DateTimeZoneProviders.Tzdb[id];
            var mapping = zone.MapLocal(local);
            return $"{id} {local} {mapping.Count} {mapping.EarlyInterval} {mapping.LateInterval} {zone.AtStartOfDay(local.Date)}";
        });
        _output.Step("transition", () =>
        {
            var zone = DateTimeZoneProviders.Tzdb[id];
            var interval = zone.GetZoneInterval(Instant.FromUtc(2021, 1, 1, 0, 0));
            if (!interval.HasEnd)
                return $"{id} has no next transition";

            var around = new[] { interval.IsoLocalEnd.PlusMinutes(-30), interval.IsoLocalEnd, interval.IsoLocalEnd.PlusMinutes(30) };
            return string.Join(" ", around.SelectMany(time => Resolvers, (time, resolver) => Resolve(zone, time, resolver)));
        });
        _output.Step("zoned", () =>
        {
            var zoned = local.InZoneLeniently(DateTimeZoneProviders.Tzdb[id]);
            return $"{zoned} {zoned.ToInstant()} {zoned.PlusHours(5000)} {zoned.WithZone(DateTimeZone.Utc)} {zoned.IsDaylightSavingTime()} "
                + $"{zoned.ToDateTimeOffset():O} {zoned.Calendar}";
        });
    }

    private static string Resolve(DateTimeZone zone, LocalDateTime time, ZoneLocalMappingResolver resolver)
    {
        try
        {
            return zone.ResolveLocal(time, resolver).ToString();
        }
        catch (Exception exception) when (exception is SkippedTimeException or AmbiguousTimeException)
        {
            return exception.Message;
        }
    }
}
