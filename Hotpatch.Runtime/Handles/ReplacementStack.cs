namespace Hotpatch.Handles;

/// <summary>
/// The replacements of one handle, the newest on top: at most one that <c>Patch</c> set, and one for each open scope. Not thread
/// safe; the handle locks.
/// </summary>
internal sealed class ReplacementStack
{
    private Replacement? _top;
    private Replacement? _patched;

    /// <summary>Another number after each change.</summary>
    public int Version { get; private set; }

    /// <summary>What runs: the newest replacement, or null for the original.</summary>
    public Delegate? Top => _top?.Delegate;

    /// <summary>Puts a replacement on top in place of the one that was set before, wherever that lies.</summary>
    public Replacement Set(Delegate replacement)
    {
        if (_patched is not null)
            Remove(_patched);

        return _patched = Push(replacement);
    }

    /// <summary>Puts a replacement on top, to be taken out again with <see cref="Remove"/>.</summary>
    public Replacement Push(Delegate replacement)
    {
        Version++;
        return _top = new Replacement(replacement, _top);
    }

    /// <summary>Takes one replacement out and leaves the others; does nothing when it is no longer there.</summary>
    public void Remove(Replacement replacement)
    {
        Version++;
        if (replacement == _patched)
            _patched = null;

        if (replacement == _top)
        {
            _top = replacement.Below;
            return;
        }

        for (var above = _top; above is not null; above = above.Below)
        {
            if (above.Below == replacement)
            {
                above.Below = replacement.Below;
                return;
            }
        }
    }

    /// <summary>Takes all replacements out.</summary>
    public void Clear()
    {
        Version++;
        _top = _patched = null;
    }

    /// <summary>What is there, for <see cref="Reset"/>.</summary>
    public Snapshot Capture()
    {
        var replacements = new List<Replacement>();
        for (var replacement = _top; replacement is not null; replacement = replacement.Below)
            replacements.Add(replacement);

        return new Snapshot(replacements, _patched);
    }

    /// <summary>Puts back what was there.</summary>
    public void Reset(Snapshot snapshot)
    {
        Version++;
        _patched = snapshot.Patched;
        _top = null;
        foreach (var replacement in snapshot.Replacements.Reverse())
        {
            replacement.Below = _top;
            _top = replacement;
        }
    }

    internal sealed record Snapshot(IReadOnlyList<Replacement> Replacements, Replacement? Patched);

    internal sealed class Replacement(Delegate @delegate, Replacement? below)
    {
        public Delegate Delegate { get; } = @delegate;

        public Replacement? Below { get; set; } = below;
    }
}
