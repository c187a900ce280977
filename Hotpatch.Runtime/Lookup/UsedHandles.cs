namespace Hotpatch.Lookup;

/// <summary>The handles that were asked for, of all assemblies. No other method can be patched. Thread safe.</summary>
internal static class UsedHandles
{
    /// <summary>Gets all of them.</summary>
    public static IEnumerable<PatchHandle> All => Listed.Distinct();

    /// <summary>Gets those on which something lies.</summary>
    // Most of a large program's handles have nothing, so leave those out before anything else is done.
    public static IEnumerable<PatchHandle> WithEntries => Listed.Where(handle => handle.FlowOrNull is not null || handle.State.Layers.Count + handle.State.Replacements.Count > 0).Distinct();

    private static IEnumerable<PatchHandle> Listed => WovenAssembly.Used.SelectMany(woven => woven.UsedHandles).Concat(CallHandles.Used);
}
