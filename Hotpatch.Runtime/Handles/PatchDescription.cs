namespace Hotpatch;

/// <summary>What lies on one method. A snapshot: immutable.</summary>
public sealed class PatchDescription
{
    internal PatchDescription(PatchHandle handle)
    {
        Handle = handle;
        var state = handle.State;
        Entries = state.Layers.SelectMany(applied => applied.Layer.Describe(applied.Over))
            .Concat(state.Replacements.SelectMany(replacement => replacement.Describe(replacement.Delegate)))
            .ToArray();
    }

    /// <summary>Gets the handle of the method.</summary>
    public PatchHandle Handle { get; }

    /// <summary>Gets the patches, from the outside in: a call meets the first one first.</summary>
    public IReadOnlyList<PatchEntryDescription> Entries { get; }

    /// <summary>Returns the method's full name, and a line for each patch.</summary>
    /// <returns>The text, of several lines.</returns>
    public override string ToString()
        => string.Join(Environment.NewLine, Entries.Select(entry => "  " + entry).DefaultIfEmpty("  original").Prepend(Handle.Name));
}
