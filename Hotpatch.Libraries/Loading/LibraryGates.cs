using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Binding;

namespace Hotpatch.Libraries.Loading;

/// <summary>Finds a change that would wait for its own caller, before any code of the library runs.</summary>
internal static class LibraryGates
{
    public static IEnumerable<PatchHandle> HandlesOf(IEnumerable<BoundPatch> patches)
        => patches.SelectMany(patch => patch.Handle is { } handle ? [handle] : patch.Generic!.Instantiations);

    /// <summary>Returns the names of the methods that are running on this thread.</summary>
    public static IReadOnlyList<string> Inside(IEnumerable<PatchHandle> handles)
        => [.. handles.Distinct().Where(handle => PatchChange.IsInsideOnThisThread(handle)).Select(handle => handle.Name)];

    /// <summary>Checks that none of the methods is running on this thread.</summary>
    /// <exception cref="PatchDeadlockException">One of the methods is running on this thread.</exception>
    public static void RequireOutside(IEnumerable<PatchHandle> handles)
    {
        if (Inside(handles) is [_, ..] inside)
        {
            throw new PatchDeadlockException(
                $"{string.Join(", ", inside)}: the change waits for running calls, so no call was expected on this thread, but one was found. "
                + "The wait would never end. Make the change outside of the method, or use a form of the call that does not wait (Try…, Force…).");
        }
    }
}
