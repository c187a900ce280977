using Hotpatch.Lookup;

namespace Hotpatch;

/// <summary>What lies on all patched methods of the process. A snapshot: immutable.</summary>
public sealed class PatchReport
{
    internal PatchReport()
        => Methods = UsedHandles.WithEntries
            .Select(handle => handle.Describe())
            .Where(method => method.Entries.Count > 0)
            .OrderBy(method => method.Handle.Name, StringComparer.Ordinal)
            .ToArray();

    /// <summary>Gets the methods on which something lies, in the order of their full names.</summary>
    public IReadOnlyList<PatchDescription> Methods { get; }

    /// <summary>Returns the descriptions of all methods.</summary>
    /// <returns>The text, of several lines; <c>nothing is patched</c> if there is none.</returns>
    public override string ToString()
        => Methods.Count == 0 ? "nothing is patched" : string.Join(Environment.NewLine, Methods.Select(method => method.ToString()));
}
