using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Binding;

namespace Hotpatch.Libraries.Loading;

/// <summary>Tells, before anything of a library runs, that the change would wait for its own caller.</summary>
internal static class LibraryGates
{
    public static IEnumerable<PatchHandle> HandlesOf(IEnumerable<BoundPatch> patches)
        => patches.SelectMany(patch => patch.Handle is { } handle ? [handle] : patch.Generic!.Instantiations);

    /// <summary>Those of the methods that are running on this thread.</summary>
    public static IReadOnlyList<string> Inside(IEnumerable<PatchHandle> handles)
        => [.. handles.Distinct().Where(handle => PatchChange.IsInsideOnThisThread(handle)).Select(handle => handle.Name)];

    /// <exception cref="PatchDeadlockException">One of the methods is running on this thread.</exception>
    public static void RequireOutside(IEnumerable<PatchHandle> handles)
    {
        if (Inside(handles) is [_, ..] inside)
        {
            throw new PatchDeadlockException(
                $"{string.Join(", ", inside)}: this waits until running calls have ended, so no call was expected on this thread, but one was found. "
                + "The wait would never end. Use the Try or Force form of the call, or make the change outside of the method.");
        }
    }
}
