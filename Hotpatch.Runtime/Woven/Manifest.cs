using System.ComponentModel;

namespace Hotpatch.Woven;

/// <summary>The list of a woven assembly's types with patchable methods, as generated code. Not for use by hand.</summary>
/// <remarks>The weaver writes a derived class. The runtime creates it when a look-up first reads the assembly.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Manifest
{
    /// <summary>Adds each top-level type that has patchable methods, itself or in a nested type.</summary>
    /// <param name="list">Receives the types.</param>
    public abstract void Describe(HandleList list);
}
