namespace Hotpatch.Hosting.Telemetry;

/// <summary>Looks at what lies on the methods of the process, for gauges.</summary>
internal static class PatchedMethods
{
    /// <summary>Returns how many methods have a patch. Observers are none.</summary>
    public static int Count() => Patchable.Report().Methods.Count(method => method.Entries.Any(entry => entry.Kind != PatchKind.Observer));

    /// <summary>Returns the canaries, each with its method.</summary>
    public static IEnumerable<(PatchHandle Handle, PatchEntryDescription Entry)> Canaries()
        => Patchable.Report().Methods.SelectMany(method => method.Entries.Where(entry => entry.Kind == PatchKind.Canary).Select(entry => (method.Handle, entry)));
}
