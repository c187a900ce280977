using System.ComponentModel;

namespace Hotpatch.Woven;

/// <summary>The contract between woven code and Hotpatch.Runtime. Not for use by hand.</summary>
/// <remarks>Woven code names members of this namespace and of no other namespace of Hotpatch.Runtime.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Contract
{
    /// <summary>The newest version of the contract that this runtime supports. It supports every earlier version too.</summary>
    /// <remarks>
    /// The weaver reads it at build time. A woven assembly carries the version that it was woven for in its <see cref="WovenAssemblyAttribute"/>.
    /// </remarks>
    public const int Version = 1;
}
