using System.ComponentModel;

namespace Hotpatch.Woven;

/// <summary>
/// The list of a woven assembly's types with patchable methods, as code: the weaver writes a derived class, the runtime asks it when
/// the first handle is looked up. Not for use by hand.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Manifest
{
    /// <summary>Adds each top-level type that has patchable methods, in itself or in a nested type.</summary>
    /// <param name="list">Receives the types.</param>
    public abstract void Describe(HandleList list);
}
