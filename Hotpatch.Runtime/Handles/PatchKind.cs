namespace Hotpatch;

/// <summary>The kinds of patches that can lie on a method, in the order in which a call meets them, the outermost first.</summary>
public enum PatchKind
{
    /// <summary>Sees calls, and changes nothing.</summary>
    Observer,

    /// <summary>A layer or an interceptor: a wrapper around what lies below it.</summary>
    Layer,

    /// <summary>A replacement or layer for the calls of one flow.</summary>
    Flow,

    /// <summary>A replacement for one instance.</summary>
    Instance,

    /// <summary>A replacement for calls with certain arguments.</summary>
    Arguments,

    /// <summary>A replacement for a share of the calls.</summary>
    Canary,

    /// <summary>A replacement or a layer for the calls for which a feature flag is on.</summary>
    Feature,

    /// <summary>Runs a candidate beside what lies below it, and compares.</summary>
    Shadow,

    /// <summary>A replacement for all calls.</summary>
    Replacement,
}
