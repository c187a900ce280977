namespace Hotpatch.Handles;

/// <summary>The kinds of entries of a handle, in the order in which a call meets them, the outermost first.</summary>
internal enum EntryKind
{
    /// <summary>Sees calls, and changes nothing.</summary>
    Observer,

    /// <summary>A wrapper around what lies below it.</summary>
    Layer,

    /// <summary>All flow patches of the method.</summary>
    Flow,

    /// <summary>All patches of single instances.</summary>
    Instance,

    /// <summary>A replacement for calls with certain arguments.</summary>
    Arguments,

    /// <summary>A replacement for a share of the calls.</summary>
    Canary,

    /// <summary>Runs a candidate beside what lies below it, and compares.</summary>
    Shadow,

    /// <summary>A replacement for all calls.</summary>
    Replacement,
}
