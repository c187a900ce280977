using System.ComponentModel;

namespace Hotpatch.Woven;

/// <summary>
/// What weaving and runtime agree on. Woven code names members of this namespace and of no other; they are not for use by hand.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Contract
{
    /// <summary>
    /// The version of the contract that this runtime serves, along with every earlier one. The weaver reads it at build time;
    /// a woven assembly carries the version it was woven for in its <see cref="WovenAssemblyAttribute"/>.
    /// </summary>
    public const int Version = 1;
}
