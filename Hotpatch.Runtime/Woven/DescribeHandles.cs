using System.ComponentModel;

namespace Hotpatch.Woven;

/// <summary>Adds one type's patchable methods, and then its nested types, to a list. Not for use by hand.</summary>
/// <param name="list">Receives the methods and types.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void DescribeHandles(HandleList list);
